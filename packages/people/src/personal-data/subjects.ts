import type { AnyEntity } from '@bos/table/entity';
import * as z from 'zod';

/** A field that names a person. */
export interface Subject {
  readonly field: string;
  /**
   * `about`: what the item says is this person's own, and part of what they may ask for. `holder`: they merely have it,
   * as a member of staff has a notification about a guest; it goes with them, and is nobody's business but the guest's.
   */
  readonly role: 'about' | 'holder';
}

/** Every field of an object answers with its own name: so a function tells which ones it reads. */
const namesOfFields = new Proxy({}, { get: (_target, name) => String(name) });

/** The field that says whose key encrypts the item; undefined where no person's does. */
function fieldOfScope({ personal }: AnyEntity): string | undefined {
  const scope = personal?.scope(namesOfFields as never);
  return scope?.kind === 'person' || scope?.kind === 'membership' ? scope.userId : undefined;
}

const shapeSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  get anyOf() {
    return z.array(shapeSchema).optional();
  },
  get oneOf() {
    return z.array(shapeSchema).optional();
  },
});

function fieldsOf(shape: z.infer<typeof shapeSchema>): string[] {
  const variants = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  return [...Object.keys(shape.properties ?? {}), ...variants.flatMap(fieldsOf)];
}

/** Whom an entity's items concern: by whose key encrypts them, and by a field `userId`. */
export function subjectsOf(entity: AnyEntity): readonly Subject[] {
  const about = fieldOfScope(entity);
  const json = shapeSchema.parse(z.toJSONSchema(entity.schema, { unrepresentable: 'any', io: 'input' }));
  const named = fieldsOf(json).includes('userId');
  if (about === undefined) return named ? [{ field: 'userId', role: 'about' }] : [];
  const own: Subject = { field: about, role: 'about' };
  return named && about !== 'userId' ? [own, { field: 'userId', role: 'holder' }] : [own];
}

/** Whether the fields are encrypted with a key that no person's erasure destroys. */
export function isSealedForNobody({ personal }: AnyEntity): boolean {
  const kind = personal?.scope(namesOfFields as never).kind;
  return kind === 'platform' || kind === 'building' || kind === 'index';
}
