/**
 * The outermost key, which never leaves its keeper: KMS on AWS, a key file on one machine.
 * It wraps only platform and building keys. `context` is authenticated: a key wrapped for one building
 * cannot be unwrapped in the name of another.
 */
export interface KeyWrapper {
  wrap(key: Uint8Array, context: Readonly<Record<string, string>>): Promise<Uint8Array>;
  /** Throws a DomainError KEY_UNWRAP_FAILED when key, context or keeper do not match. */
  unwrap(wrapped: Uint8Array, context: Readonly<Record<string, string>>): Promise<Uint8Array>;
  /**
   * Wraps a wrapped key anew with the keeper's present key. Where the keeper cannot do it by itself (KMS can, and then
   * the key is never seen outside), it is unwrapped and wrapped.
   */
  rewrap?(wrapped: Uint8Array, context: Readonly<Record<string, string>>): Promise<Uint8Array>;
}
