import * as z from 'zod';

/** What a stack exports, by the name of the export. */
export type Exports = ReadonlyMap<string, { readonly stack: string; readonly value: unknown }>;

const ref = z.strictObject({ Ref: z.string() });
const getAtt = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const importValue = z.strictObject({ 'Fn::ImportValue': z.string() });
const join = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/**
 * A value of a template as a text that is the same wherever it is said: `Data/DataKey17AFBB84.Arn` also where another
 * stack imports it, `arn:aws:sqs:<AccountId>` for a join. Throws for a function that templates here do not use.
 */
export function placeOf(exports: Exports, stack: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  const asRef = ref.safeParse(value).data;
  if (asRef !== undefined)
    return asRef.Ref.replace(/^AWS::(.+)$|^(.+)$/, (_, pseudo?: string, id?: string) =>
      pseudo === undefined ? `${stack}/${id}` : `<${pseudo}>`,
    );
  const asGetAtt = getAtt.safeParse(value).data;
  if (asGetAtt !== undefined) return `${stack}/${asGetAtt['Fn::GetAtt'].join('.')}`;
  const asImport = importValue.safeParse(value).data;
  if (asImport !== undefined) {
    const exported = exports.get(asImport['Fn::ImportValue']);
    if (exported === undefined) throw new Error(`Nothing is exported as ${asImport['Fn::ImportValue']}`);
    return placeOf(exports, exported.stack, exported.value);
  }
  const asJoin = join.safeParse(value).data;
  if (asJoin !== undefined) {
    const [separator, parts] = asJoin['Fn::Join'];
    return parts.map((part) => placeOf(exports, stack, part)).join(separator);
  }
  throw new Error(`What is the place of ${JSON.stringify(value)}?`);
}
