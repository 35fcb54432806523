import * as z from 'zod';
import type { SystemUnderTest } from './system.ts';
import type { Target } from './target.ts';

/** Every item of a list of the demo building, page by page. */
export async function listAll<T extends z.ZodType>(
  system: SystemUnderTest<Target>,
  path: string,
  item: T,
): Promise<z.output<T>[]> {
  const schema = z.object({ items: z.array(item), next: z.string().nullable() });
  const items: z.output<T>[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await system.get(`/v1/buildings/demo/${path}?limit=100${query}`);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    const page = schema.parse(body);
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}
