/** Whose data key encrypts a field. Destroying that key erases the field wherever copies of it lie. */
export type KeyScope =
  | { readonly kind: 'platform' }
  | { readonly kind: 'building'; readonly buildingId: string }
  | { readonly kind: 'membership'; readonly buildingId: string; readonly userId: string }
  | { readonly kind: 'person'; readonly userId: string };

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
  }
}

/** The key that wraps this one: the keeper's for platform and buildings, else one of those two. */
export function wrappingScope(scope: KeyScope): KeyScope | 'keeper' {
  switch (scope.kind) {
    case 'platform':
    case 'building':
      return 'keeper';
    case 'membership':
      return { kind: 'building', buildingId: scope.buildingId };
    case 'person':
      return { kind: 'platform' };
  }
}

/** Where the wrapped key lies in the table. */
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
  }
}
