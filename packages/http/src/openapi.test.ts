import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { listOf, listQuery } from './list.ts';
import { openApiDocument } from './openapi.ts';
import { defineRoute, type RouteContract } from './route.ts';

const priority = z.enum(['low', 'high']).meta({ id: 'Priority' });
const ticket = z
  .object({ id: z.string(), priority: priority.default('low'), at: z.iso.datetime() })
  .meta({ id: 'Ticket', description: 'A piece of work.' });
const params = z.object({ buildingId: z.string().describe('The building.') });
const path = '/v1/buildings/{buildingId}/tickets';

const list = defineRoute({
  operationId: 'listTickets',
  method: 'GET',
  path,
  summary: 'List tickets',
  tag: 'Tickets',
  permission: 'tickets:read',
  params,
  query: listQuery.extend({ priority: priority.optional() }),
  response: { status: 200, description: 'A page.', schema: listOf(ticket) },
});
const open = defineRoute({
  operationId: 'openTicket',
  method: 'POST',
  path,
  summary: 'Open a ticket',
  description: 'For staff.',
  tag: 'Tickets',
  permission: 'tickets:open',
  params,
  body: z.object({ ticket, note: z.string().optional() }),
  response: { status: 201, description: 'Opened.', schema: ticket },
  errors: [
    { status: 409, code: 'TICKET_EXISTS', description: 'Open already.' },
    { status: 404, code: 'UNIT_NOT_FOUND', description: 'No such unit.' },
  ],
  ifMatch: 'required',
  idempotencyKey: 'optional',
});
const health = defineRoute({
  operationId: 'health',
  method: 'GET',
  path: '/health',
  summary: 'Health',
  tag: 'System',
  permission: 'public',
  response: { status: 204, description: 'Up.' },
});
const information = { title: 'BuildingOS', version: '1.0.0', servers: [{ url: 'http://127.0.0.1:4000' }] };
const documentOf = (...routes: RouteContract[]) => openApiDocument(routes, information);
const whole = documentOf(list, open, health);

describe('openApiDocument', () => {
  test('does not depend on the order of the routes', () => {
    expect(JSON.stringify(documentOf(health, open, list))).toBe(JSON.stringify(whole));
    expect(Object.keys(whole.paths)).toEqual(['/health', path]);
  });

  test('has a parameter for each path and query field, optional where there is a default', () => {
    expect(whole.paths).toHaveProperty(
      [path, 'get', 'parameters'],
      [
        { name: 'buildingId', in: 'path', required: true, description: 'The building.', schema: { type: 'string' } },
        {
          name: 'limit',
          in: 'query',
          required: false,
          description: 'Items on a page.',
          schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
        },
        {
          name: 'cursor',
          in: 'query',
          required: false,
          description: 'The `next` of the page before.',
          schema: { type: 'string', minLength: 1, maxLength: 2048 },
        },
        { name: 'priority', in: 'query', required: false, schema: { $ref: '#/components/schemas/Priority' } },
      ],
    );
  });

  test('documents headers of routes that use them', () => {
    const post = z
      .object({ post: z.object({ parameters: z.array(z.object({ name: z.string(), required: z.boolean() })) }) })
      .parse(whole.paths[path]).post;
    expect(post.parameters).toEqual([
      { name: 'buildingId', required: true },
      { name: 'If-Match', required: true },
      { name: 'Idempotency-Key', required: false },
    ]);
  });

  test('names schemas with an id, in both forms where sending and receiving differ', () => {
    expect(Object.keys(whole.components.schemas)).toEqual([
      'GatewayMessage',
      'Priority',
      'Problem',
      'Ticket',
      'TicketInput',
    ]);
    expect(whole.components.schemas).toMatchObject({
      Ticket: { required: ['id', 'priority', 'at'] },
      TicketInput: { required: ['id', 'at'], additionalProperties: false },
      Priority: { enum: ['low', 'high'] },
    });
    expect(whole.components.schemas.Ticket).not.toHaveProperty('additionalProperties');
  });

  test('every reference has a target', () => {
    const text = JSON.stringify(whole);
    for (const [, group, name] of text.matchAll(/"#\/components\/(schemas|responses|examples)\/([^"]+)"/g))
      expect(whole.components).toHaveProperty([group ?? '', name ?? '']);
    expect(text).not.toContain('$defs');
  });

  test('refuses unknown fields in bodies', () => {
    expect(whole.paths).toHaveProperty([path, 'post', 'requestBody'], {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { ticket: { $ref: '#/components/schemas/TicketInput' }, note: { type: 'string' } },
            required: ['ticket'],
            additionalProperties: false,
          },
        },
      },
    });
  });

  test('shows what was asked and answered once, and problems by their code', () => {
    const problem = { status: 404, code: 'UNIT_NOT_FOUND' };
    const answer = { items: [], next: null };
    const missing = { TICKET_NOT_FOUND: { $ref: '#/components/examples/NotFound' } };
    const shown = openApiDocument([list, open], information, {
      operations: {
        listTickets: { params: { buildingId: 'demo' }, query: { limit: '2', priority: 'low' }, answer },
        openTicket: { refusals: [problem, { status: 409, code: 'UNIT_NOT_FOUND' }] },
      },
      problems: { NotFound: { status: 404, code: 'TICKET_NOT_FOUND' } },
      messages: { 404: { message: 'Not Found' } },
    });
    expect(shown.paths).toMatchObject({
      [path]: {
        get: {
          parameters: [
            { name: 'buildingId', example: 'demo' },
            { name: 'limit', example: 2 },
            { name: 'cursor' },
            { name: 'priority', example: 'low' },
          ],
          responses: { 200: { content: { 'application/json': { example: answer } } } },
        },
        post: {
          responses: {
            404: {
              content: { 'application/problem+json': { examples: { UNIT_NOT_FOUND: { value: problem }, ...missing } } },
            },
          },
        },
      },
    });
    expect(shown.components).toMatchObject({
      responses: {
        NotFound: {
          content: {
            'application/problem+json': { examples: missing },
            'application/json': { example: { message: 'Not Found' } },
          },
        },
      },
      examples: { NotFound: { value: { status: 404, code: 'TICKET_NOT_FOUND' } } },
    });
    expect(whole.components.examples).toEqual({});
  });

  test('lists the failures that can happen and no others', () => {
    const statuses = (route: RouteContract) => {
      const operation = z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) }));
      return Object.keys(
        operation.parse(documentOf(route).paths[route.path])[route.method.toLowerCase()]?.responses ?? {},
      );
    };
    expect(statuses(health)).toEqual(['204', '500', '503']);
    expect(statuses(list)).toEqual(['200', '400', '401', '403', '404', '500', '503']);
    expect(statuses(open)).toEqual(['201', '400', '401', '403', '404', '409', '413', '415', '428', '500', '503']);
  });

  test('spells out the codes of a route beside what is shared', () => {
    expect(whole.paths).toHaveProperty(
      [path, 'post', 'responses', '404', 'description'],
      'Not found. UNIT_NOT_FOUND: No such unit.\n\nNothing there for this caller. A foreign building answers the same.',
    );
  });

  test('asks for a token except on public routes, and names the permission', () => {
    expect(whole.security).toEqual([{ bearer: [] }]);
    expect(whole.paths).toHaveProperty(['/health', 'get', 'security'], []);
    expect(whole.paths).toHaveProperty([path, 'post', 'x-permission'], 'tickets:open');
    expect(whole.paths).toHaveProperty([path, 'post', 'description'], 'For staff.\n\nPermission: `tickets:open`.');
  });

  test('refuses duplicates, tuples and two schemas with one name', () => {
    expect(() => documentOf(health, { ...health, path: '/other' })).toThrow('Two routes have the operation id health.');
    expect(() => documentOf(health, { ...health, operationId: 'other' })).toThrow(
      'Two routes have the key GET /health.',
    );
    const answering = (schema: z.ZodType) =>
      documentOf({ ...health, response: { status: 200, description: 'x', schema } });
    expect(() => answering(z.tuple([z.string(), z.number()]))).toThrow('The API has no tuples');
    const named = (schema: z.ZodType, name: string) =>
      ({
        ...health,
        operationId: name,
        path: `/${name}`,
        response: { status: 200, description: 'x', schema },
      }) as const;
    const holding = (field: string) => z.object({ it: z.object({ [field]: z.string() }).meta({ id: 'Same' }) });
    expect(() => documentOf(named(holding('a'), 'x'), named(holding('b'), 'y'))).toThrow(
      'Two different schemas have the id Same.',
    );
  });
});
