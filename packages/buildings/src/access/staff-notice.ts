/** What staff has to see to, because the software cannot. */
export interface StaffNotice {
  /** The same for the same trouble: whoever has been told is not told twice. */
  readonly noticeId: string;
  readonly buildingId: string;
  /**
   * `REVOCATION_OWED`: a code that must go is still on a lock. `CODE_NOT_SET`: a code that is due is not on its locks yet.
   * `CODE_REFUSED`: a lock will not take it, and it was given up. `LOCK_UNREACHABLE`: nobody can tell what a lock holds.
   * `LOCK_ENTRY_FOREIGN`: a lock holds something that the building has not set. `LOCK_NOT_CORRECTED`: a lock holds, or
   * lacks, what it should not.
   */
  readonly code:
    | 'REVOCATION_OWED'
    | 'CODE_NOT_SET'
    | 'CODE_REFUSED'
    | 'LOCK_UNREACHABLE'
    | 'LOCK_ENTRY_FOREIGN'
    | 'LOCK_NOT_CORRECTED';
  readonly deviceIds: readonly string[];
  readonly credentialId?: string;
  readonly at: Date;
}

/** Tells staff; may be called again with the same notice. */
export type TellStaff = (notice: StaffNotice) => Promise<void>;
