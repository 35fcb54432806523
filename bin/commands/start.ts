import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { settleRestore } from '../backup/restore-folder.ts';
import { completeErasures } from '../local/privacy.ts';
import { hasSimulator, ROOT, readSettings } from '../local/settings.ts';
import { startSystem } from '../local/system.ts';

/** Who the sign-in link of the demo signs in: its manager. */
const DEMO_MANAGER = 'ana';

/** Starts everything on this machine and runs until SIGTERM or SIGINT. */
export async function run(): Promise<void> {
  const startedAt = performance.now();
  const settings = readSettings(process.env);
  await settleRestore(settings.dataDir);
  const system = await startSystem(settings);
  const { url, ports, identity } = system;
  if (settings.demo) await seedDemo(ports, ports.clock.now());
  await completeErasures(settings.dataDir, ports);

  const lines = [
    `console    ${url}/console`,
    ...(hasSimulator(settings) ? [`simulator  ${url}/simulator`] : []),
    `API docs   ${url}/docs`,
    ...(settings.demo
      ? [`sign in    ${url}${identity.createSignInLink(DEMO_MANAGER)} (as Ana, manager; once, for 15 minutes)`]
      : []),
    `data       ${settings.dataDir.replace(`${ROOT}/`, '')}`,
    `ready ${url} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);

  // Behind the ready line: until it is whole there is less to see, and nothing that is wrong.
  const seeding = new AbortController();
  const seed = async (): Promise<boolean> => {
    const { seedLife } = await import('@bos/embedded/demo/life/seed-life');
    return seedLife({ ...ports, signal: seeding.signal });
  };
  const seeded = settings.demoLife ? seed() : Promise.resolve(false);
  seeded.then(
    (completed) => completed && ports.log.info('demo.seeded'),
    (error: unknown) => seeding.signal.aborted || ports.log.error('demo.seeding-failed', error),
  );

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    seeding.abort();
    Promise.allSettled([seeded])
      .then(system.stop)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
