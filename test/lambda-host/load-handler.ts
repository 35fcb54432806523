import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlatformError } from './runtime-error.ts';

export type Handler = (event: unknown, context: object) => unknown;

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

/**
 * Loads `index.handler` from a function's folder, top-level code included. Throws what that code throws, and
 * Runtime.UserCodeSyntaxError, Runtime.ImportModuleError, Runtime.HandlerNotFound or, for a handler that wants a
 * callback, Runtime.CallbackHandlerDeprecated, as Lambda's runtime for Node.js 24 does.
 */
export async function loadHandler(folder: string): Promise<Handler> {
  const loaded = await load(pathToFileURL(join(folder, 'index.mjs')).href);
  const handler = typeof loaded === 'object' && loaded !== null && 'handler' in loaded ? loaded.handler : undefined;
  if (!isHandler(handler))
    throw new PlatformError('Runtime.HandlerNotFound', 'index.handler is undefined or not exported');
  if (handler.length >= 3)
    throw new PlatformError('Runtime.CallbackHandlerDeprecated', 'AWS Lambda has removed callback-based handlers.');
  return handler;
}

async function load(url: string): Promise<unknown> {
  try {
    const loaded: unknown = await import(url);
    return loaded;
  } catch (error) {
    if (error instanceof SyntaxError) throw new PlatformError('Runtime.UserCodeSyntaxError', String(error));
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      throw new PlatformError('Runtime.ImportModuleError', String(error));
    throw error;
  }
}
