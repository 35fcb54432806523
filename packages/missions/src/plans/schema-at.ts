import * as z from 'zod';

/** What a JSON schema says of a value's type, as far as references need it. */
const nodeSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});
type Node = z.infer<typeof nodeSchema>;

function nodeOf(value: unknown): Node | undefined {
  const parsed = nodeSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

function alternativesOf(node: Node): Node[] {
  const options = node.anyOf ?? node.oneOf;
  if (options === undefined) return [node];
  return options.flatMap((option) => {
    const inner = nodeOf(option);
    return inner === undefined ? [] : alternativesOf(inner);
  });
}

/** The schemas that may stand under a name; undefined when some alternative does not have it, or may leave it out. */
function under(node: Node, name: string, optional: boolean): Node[] | undefined {
  const property = nodeOf(node.properties?.[name]);
  if (property !== undefined) {
    return optional || node.required?.includes(name) ? alternativesOf(property) : undefined;
  }
  const item = /^\d+$/.test(name) ? nodeOf(node.items) : undefined;
  const further = item ?? (optional ? nodeOf(node.additionalProperties) : undefined);
  return further === undefined ? undefined : alternativesOf(further);
}

function walk(schema: z.ZodType, path: readonly string[], io: 'input' | 'output'): Node[] | undefined {
  const root = nodeOf(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  let nodes = root === undefined ? [] : alternativesOf(root);
  for (const name of path) {
    const found = nodes.map((node) => under(node, name, io === 'input'));
    // An output must have it in every alternative; an input takes it if one alternative does.
    if (io === 'output' && found.includes(undefined)) return undefined;
    nodes = found.flatMap((inner) => inner ?? []);
  }
  return nodes.length === 0 ? undefined : nodes;
}

function typesOf(node: Node): string[] {
  if (node.const !== undefined) return [typeof node.const];
  if (node.enum !== undefined) return [...new Set(node.enum.map((value) => typeof value))];
  return node.type === undefined ? ['any'] : [node.type].flat();
}

function typesAt(schema: z.ZodType, path: readonly string[], io: 'input' | 'output'): Set<string> | undefined {
  const nodes = walk(schema, path, io);
  return nodes === undefined ? undefined : new Set(nodes.flatMap(typesOf));
}

/** How a reference fits: nothing (always) stands there, or the input there takes another type. */
export type Fit = 'fits' | 'absent' | 'other_type';

/** Whether what stands in `output` under `from` may be handed to `input` under `to`. Values are parsed again when run. */
export function fitOf(output: z.ZodType, from: readonly string[], input: z.ZodType, to: readonly string[]): Fit {
  const given = typesAt(output, from, 'output');
  if (given === undefined) return 'absent';
  const taken = typesAt(input, to, 'input');
  if (taken === undefined) return 'other_type';
  const takes = (type: string) => taken.has(type) || taken.has('any') || (type === 'integer' && taken.has('number'));
  return [...given].every(takes) ? 'fits' : 'other_type';
}
