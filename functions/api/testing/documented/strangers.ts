import { membershipEntity } from '@bos/people/memberships/membership';
import { REQUEST_LASTS, verificationRequestEntity } from '@bos/people/verification/verification-request';
import { create, type WriteOperation } from '@bos/table/write';

const buildingId = 'demo';

/** Who wrote from numbers that nobody knows, by ids as they are given to them. */
export const STRANGERS = ['01M8127JV37MF3JBZ9FFEBR6XF', '01M80Z4M1Q7W9YJ2C5T8N6KHBD'] as const;

export const stranger = (userId: string): WriteOperation =>
  create(membershipEntity, { buildingId, userId, status: 'unverified', roles: [], unitIds: [] });

/** Somebody who asks the staff to say who they are. */
export const verificationRequest = (requestId: string, userId: string, at: Date): WriteOperation =>
  create(verificationRequestEntity, {
    status: 'pending',
    buildingId,
    requestId,
    userId,
    requestedAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + REQUEST_LASTS).toISOString(),
  });
