import type { Right } from '@bos/kernel/function-definition';

export const READ: readonly Right[] = [{ kind: 'table', access: 'read' }, { kind: 'data-key' }];
export const READ_WRITE: readonly Right[] = [{ kind: 'table', access: 'read-write' }, { kind: 'data-key' }];

/** Of whoever commands devices: addresses and tokens of the buildings' Home Assistants. */
export const HOME_ASSISTANT: Right = { kind: 'secret', name: 'home-assistant' };
