import * as z from 'zod';
import { DOCUMENT_KINDS, DOCUMENT_TYPES } from './check-in-kinds.ts';

export const CHECK_IN_TAG = 'Check-in';

export const documentView = z.object({
  id: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  contentType: z.enum(DOCUMENT_TYPES),
});

export const CHECK_IN_REFUSED = {
  status: 409,
  code: 'CHECK_IN_TRANSITION_REFUSED',
  description: 'Not from its present status.',
};
