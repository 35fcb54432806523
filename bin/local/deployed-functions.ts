import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DeployedFunction } from '@bos/embedded/runtime/deployed-function';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import type { Ports } from '../../functions/ports/ports.ts';
import { ROOT } from './settings.ts';

interface FunctionEntry {
  build(ports: Ports): DeployedFunction['handler'] | Promise<DeployedFunction['handler']>;
}

function isEntry(module: object): module is FunctionEntry {
  return 'build' in module && typeof module.build === 'function';
}

/** Loads and builds functions of the catalog as they are on AWS, only in this process. */
export async function deploy(definitions: readonly FunctionDefinition[], ports: Ports): Promise<DeployedFunction[]> {
  return Promise.all(
    definitions.map(async (definition) => {
      const module: object = await import(pathToFileURL(join(ROOT, definition.entry)).href);
      if (!isEntry(module)) throw new TypeError(`${definition.entry} exports no build(ports)`);
      return { definition, handler: await module.build(ports) };
    }),
  );
}
