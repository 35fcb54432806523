import { DomainError } from '@bos/kernel/errors';
import * as z from 'zod';

const answerSchema = z.object({
  result: z.object({
    isError: z.literal(false).optional(),
    content: z.tuple([z.object({ text: z.string() })]).rest(z.unknown()),
  }),
});
const sweptSchema = z.object({ items_deleted: z.number().int().nonnegative() });

export interface SweepRequest {
  readonly adminPort: number;
  readonly adminToken: string;
  readonly tableName: string;
}

/**
 * Has the engine delete what has expired, and says how many items went. The engine never does so by itself; its
 * only way is a tool of its administration port (JSON-RPC, `tools/call`). Throws TABLE_SWEEP_FAILED.
 */
export async function sweepExpired({ adminPort, adminToken, tableName }: SweepRequest): Promise<number> {
  try {
    const response = await fetch(`http://127.0.0.1:${adminPort}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${adminToken}`,
        connection: 'close',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'sweep_ttl', arguments: { table_name: tableName } },
      }),
      signal: AbortSignal.timeout(60_000),
    });
    const { result } = answerSchema.parse(await response.json());
    return sweptSchema.parse(JSON.parse(result.content[0].text)).items_deleted;
  } catch (cause) {
    throw new DomainError('unavailable', 'TABLE_SWEEP_FAILED', `Expired items of ${tableName} were not swept.`, {
      cause,
    });
  }
}
