import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

/** Who is called for what. */
export const TRADES = [
  'administration',
  'cleaning',
  'electricity',
  'elevators',
  'gas',
  'gardening',
  'internet',
  'locksmith',
  'pest_control',
  'plumbing',
  'pool',
  'security',
  'other',
] as const;

export const vendorFieldsSchema = z.object({
  trade: z.enum(TRADES),
  name: z.string().trim().min(1).max(120),
  /** Normalised, digits only. */
  phone: z.string().optional(),
  email: z.string().optional(),
});

export const vendorSchema = vendorFieldsSchema.extend({ buildingId: z.string(), vendorId: z.string() });

/** A firm that the building has a contract with: whom staff call. Often one person, so it has a key of its own, as people have. */
export type Vendor = z.infer<typeof vendorSchema>;

export const vendorEntity = defineEntity<Vendor>({
  type: 'vendor',
  description: 'A firm that works for the building, and how it is reached.',
  schemaVersion: 1,
  schema: vendorSchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'VENDOR#{vendorId}' },
  personal: {
    fields: ['name', 'phone', 'email'],
    scope: ({ buildingId, vendorId }) => ({ kind: 'membership', buildingId, userId: vendorId }),
  },
});
