import { type ApiHandler, bindRoutes, implement } from '@bos/http/bind';
import { type OpenApiDocument, openApiDocument } from '@bos/http/openapi';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { API_ROUTES, OPEN_ROUTES } from '../catalog.ts';
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

/** The contract of the whole API. Paths are relative to wherever the document is served. */
export function buildOpenApi(): OpenApiDocument {
  return openApiDocument(ROUTES, {
    title: 'BuildingOS',
    version: '1',
    description: 'Conversations, missions and tickets of buildings.',
    servers: [{ url: '/' }],
  });
}

/** Public, so nobody is looked up: it needs no table. */
export function build({ clock, log }: Pick<Ports, 'clock' | 'log'>): ApiHandler {
  let document: OpenApiDocument | undefined;
  const get = implement(getOpenApiRoute, async () => {
    document ??= buildOpenApi();
    return { body: document };
  });
  return bindRoutes([get], { authenticate: async () => undefined, authorise: () => false, clock, log });
}
