import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { attach } from '../local/attach.ts';

/** Adds what is missing of the demo building; what was changed stays as it is. */
export async function run(): Promise<void> {
  const { ports, identity } = await attach();
  await seedDemo(ports, ports.clock.now());
  identity.close();
  process.stdout.write('The demo building is complete.\n');
}
