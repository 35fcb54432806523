export const CHECK_IN_STATUSES = ['invited', 'submitted', 'approved', 'refused'] as const;
export type CheckInStatus = (typeof CHECK_IN_STATUSES)[number];

/** Where the days of a stay stand to the wall of the building; `over` after the hour of check-out. */
export const STAY_PHASES = ['before', 'during', 'over'] as const;
export type StayPhase = (typeof STAY_PHASES)[number];

export const DOCUMENT_KINDS = ['passport', 'id_card', 'driving_licence', 'visa', 'other'] as const;
export const DOCUMENT_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** Two sides for each of eight people are sent as one file, or those who come by the desk. */
export const MOST_DOCUMENTS = 8;
/** A page that was photographed with care has a quarter of it. */
export const LARGEST_DOCUMENT_BYTES = 8 * 1024 * 1024;
