import { tenantAccessOf } from '@bos/aws/tenant-functions';
import type { FunctionDefinition, Right } from '@bos/kernel/function-definition';
import type { Plugin } from 'esbuild';

interface Adapter {
  /** As the ports import it. */
  readonly imported: string;
  readonly creator: string;
  /** What it does in words, for whoever lacks the right. */
  readonly purpose: string;
  isFor(definition: FunctionDefinition): boolean;
}

const withRight =
  (isMeant: (right: Right) => boolean) =>
  ({ rights }: FunctionDefinition): boolean =>
    rights.some(isMeant);

/** Adapters that are of no use without a right. */
const ADAPTERS: readonly Adapter[] = [
  {
    imported: '@bos/aws/s3-document-storage',
    creator: 'createS3DocumentStorage',
    purpose: 'documents',
    isFor: withRight(({ kind }) => kind === 'documents'),
  },
  {
    imported: '@bos/aws/scheduler-schedules',
    creator: 'createSchedulerSchedules',
    purpose: 'schedules',
    isFor: withRight(({ kind }) => kind === 'schedule'),
  },
  {
    imported: '@bos/aws/step-functions-runner',
    creator: 'createStepFunctionsRunner',
    purpose: 'missions',
    isFor: withRight(({ kind }) => kind === 'missions'),
  },
  {
    imported: '@bos/aws/sqs-queue-sender',
    creator: 'createSqsQueueSender',
    purpose: 'queues',
    isFor: withRight(({ kind }) => kind === 'send'),
  },
  {
    imported: '@bos/conversations/whatsapp/graph-media',
    creator: 'createGraphMedia',
    purpose: 'files at WhatsApp',
    isFor: withRight((right) => right.kind === 'secret' && right.name === 'whatsapp-access-token'),
  },
  {
    imported: '@bos/aws/tenant-signing',
    creator: 'createTenantSigning',
    purpose: 'the items of one tenant',
    isFor: (definition) => tenantAccessOf(definition) !== undefined,
  },
];

const NAMESPACE = 'no-right';

/** In the adapter's place: it may be made, as all ports are, and refuses to be used. */
function refusing({ creator, purpose }: Adapter): string {
  const message = JSON.stringify(`No function of this bundle has a right to ${purpose}.`);
  return `export const ${creator} = () => new Proxy({}, { get() { throw new Error(${message}); } });`;
}

/** Leaves out the adapters that no function of the pass has a right to use. */
export function withoutRights(group: readonly FunctionDefinition[]): Plugin {
  const useless = new Map(
    ADAPTERS.filter(({ isFor }) => !group.some(isFor)).map((adapter) => [adapter.imported, adapter]),
  );
  return {
    name: NAMESPACE,
    setup(pass) {
      pass.onResolve({ filter: /^@bos\// }, ({ path, importer }) =>
        useless.has(path) && /[\\/]functions[\\/]ports[\\/]/.test(importer)
          ? { path, namespace: NAMESPACE }
          : undefined,
      );
      pass.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => {
        const adapter = useless.get(path);
        return adapter === undefined ? undefined : { contents: refusing(adapter) };
      });
    },
  };
}
