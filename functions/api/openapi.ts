import { type ApiHandler, bindRoutes, implement } from '@bos/http/bind';
import { type OpenApiDocument, openApiDocument } from '@bos/http/openapi';
import type { DocumentExamples } from '@bos/http/openapi-examples';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { API_ROUTES, OPEN_ROUTES } from '../catalog/routes.ts';
import type { Ports } from '../ports/ports.ts';

const getOpenApiRoute = defineRoute({
  operationId: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document',
  tag: 'System',
  permission: 'public',
  response: { status: 200, description: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.string() }) },
});

export const routes: readonly RouteContract[] = [getOpenApiRoute];

/** Every operation that answers with JSON, this one included. */
export const ROUTES: readonly RouteContract[] = [...API_ROUTES, ...OPEN_ROUTES, ...routes];

const INFORMATION = {
  title: 'BuildingOS',
  version: '1',
  description: 'What runs a building. Every example was answered by the system itself, in its demo building.',
  servers: [{ url: '/' }],
};

/** The contract of the whole API. Paths are relative to wherever the document is served. */
export const buildOpenApi = (examples: DocumentExamples): OpenApiDocument =>
  openApiDocument(ROUTES, INFORMATION, examples);

/** What the system answered once, as it is recorded by `testing/documented`; loaded by the first who reads the document. */
export async function loadExamples(): Promise<DocumentExamples> {
  const { default: examples } = await import('./answer-examples.json', { with: { type: 'json' } });
  return examples;
}

/** Public, so nobody is looked up: it needs no table. */
export function build({ clock, log }: Pick<Ports, 'clock' | 'log'>): ApiHandler {
  let document: OpenApiDocument | undefined;
  const get = implement(getOpenApiRoute, async () => {
    document ??= buildOpenApi(await loadExamples());
    return { body: document };
  });
  return bindRoutes([get], { authenticate: async () => undefined, authorise: () => false, clock, log });
}
