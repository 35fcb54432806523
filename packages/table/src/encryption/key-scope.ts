/** Whose data key encrypts a field. Destroying that key erases the field wherever copies of it lie. */
export type KeyScope =
  | { readonly kind: 'platform' }
  | { readonly kind: 'building'; readonly buildingId: string }
  | { readonly kind: 'membership'; readonly buildingId: string; readonly userId: string }
  | { readonly kind: 'person'; readonly userId: string }
  /** Somebody who wrote, before it is known who that is: the blind index of their address. */
  | { readonly kind: 'sender'; readonly senderHash: string }
  /** Not for fields: the blind index computes with it. */
  | { readonly kind: 'index' }
  /** The same, for what must be found when nobody knows the value any more. Never rotated: see ADR 13. */
  | { readonly kind: 'lasting-index' };

/** The text that is authenticated with the wrapped key, and the name that it is cached under. */
export function scopeName(scope: KeyScope): string {
  switch (scope.kind) {
    case 'platform':
      return 'platform';
    case 'building':
      return `building/${scope.buildingId}`;
    case 'membership':
      return `membership/${scope.buildingId}/${scope.userId}`;
    case 'person':
      return `person/${scope.userId}`;
    case 'sender':
      return `sender/${scope.senderHash}`;
    case 'index':
    case 'lasting-index':
      return scope.kind;
  }
}

/** The scope of a name. Throws RangeError on a text that is none. */
export function scopeOfName(name: string): KeyScope {
  const [kind, first, second] = name.split('/');
  if (kind === 'platform' || kind === 'index' || kind === 'lasting-index') return { kind };
  if (kind === 'building' && first) return { kind, buildingId: first };
  if (kind === 'membership' && first && second) return { kind, buildingId: first, userId: second };
  if (kind === 'person' && first) return { kind, userId: first };
  if (kind === 'sender' && first) return { kind, senderHash: first };
  throw new RangeError('not the name of a key');
}

/** What wraps a key: the keeper, or the key of the platform or of a building. */
export type WrappingScope = KeyScope | 'keeper';

/** The keeper's key wraps those of platform and buildings, and one of those two wraps every other. */
export function wrappingScope(scope: KeyScope): WrappingScope {
  switch (scope.kind) {
    case 'platform':
    case 'building':
      return 'keeper';
    case 'membership':
      return { kind: 'building', buildingId: scope.buildingId };
    case 'person':
    case 'sender':
    case 'index':
    case 'lasting-index':
      return { kind: 'platform' };
  }
}

/** Where the wrapped key lies in a DynamoDB table. */
export function scopeKey(scope: KeyScope): { readonly PK: string; readonly SK: string } {
  switch (scope.kind) {
    case 'platform':
      return { PK: 'KEY#platform', SK: 'META' };
    case 'building':
      return { PK: `BUILDING#${scope.buildingId}`, SK: 'KEY' };
    case 'membership':
      return { PK: `BUILDING#${scope.buildingId}`, SK: `KEY#${scope.userId}` };
    case 'person':
      return { PK: `USER#${scope.userId}`, SK: 'KEY' };
    case 'sender':
      return { PK: `KEY#sender#${scope.senderHash}`, SK: 'META' };
    case 'index':
      return { PK: 'KEY#index', SK: 'META' };
    case 'lasting-index':
      return { PK: 'KEY#lasting-index', SK: 'META' };
  }
}
