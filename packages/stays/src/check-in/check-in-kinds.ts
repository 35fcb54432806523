export const CHECK_IN_STATUSES = ['invited', 'submitted', 'approved', 'refused'] as const;
export type CheckInStatus = (typeof CHECK_IN_STATUSES)[number];

export const DOCUMENT_KINDS = ['passport', 'id_card', 'driving_licence', 'visa', 'other'] as const;
export const DOCUMENT_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
