import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { type Vendor, vendorFieldsSchema } from './vendor.ts';

const TAG = 'Buildings';
const path = '/v1/buildings/{buildingId}/vendors';
const building = z.object({ buildingId: z.string() });
const vendor = building.extend({ vendorId: pathId });

const fields = vendorFieldsSchema.extend({
  phone: z.string().trim().min(1).max(40).optional().describe('With the country code.'),
  email: z.string().trim().min(1).max(254).optional(),
});

export const vendorView = z.object({ id: z.string(), ...fields.shape }).meta({ id: 'Vendor' });

const example = {
  trade: 'elevators',
  name: 'Elevadores Subida',
  phone: '+551130000000',
  email: 'plantao@example.com',
} as const;
const CHANGED = { status: 412, code: 'VENDOR_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' };

export const listVendorsRoute = defineRoute({
  operationId: 'listVendors',
  method: 'GET',
  path,
  summary: 'The firms that work for a building',
  tag: TAG,
  permission: 'vendors:read',
  params: building,
  query: listQuery,
  response: { status: 200, description: 'Vendors, in the order in which they were added.', schema: listOf(vendorView) },
});

export const getVendorRoute = defineRoute({
  operationId: 'getVendor',
  method: 'GET',
  path: `${path}/{vendorId}`,
  summary: 'One firm',
  tag: TAG,
  permission: 'vendors:read',
  params: vendor,
  response: { status: 200, description: 'The vendor; its version as ETag.', schema: vendorView },
});

export const createVendorRoute = defineRoute({
  operationId: 'createVendor',
  method: 'POST',
  path,
  summary: 'Add a firm',
  tag: TAG,
  permission: 'buildings:update',
  params: building,
  body: fields,
  idempotencyKey: 'optional',
  examples: { body: example },
  response: { status: 201, description: 'Added. With a repeated Idempotency-Key: the first one.', schema: vendorView },
});

export const changeVendorRoute = defineRoute({
  operationId: 'changeVendor',
  method: 'PUT',
  path: `${path}/{vendorId}`,
  summary: 'Write a firm anew',
  tag: TAG,
  permission: 'buildings:update',
  params: vendor,
  ifMatch: 'required',
  body: fields,
  examples: { body: example },
  response: { status: 200, description: 'The vendor as it is now.', schema: vendorView },
  errors: [CHANGED],
});

export const removeVendorRoute = defineRoute({
  operationId: 'removeVendor',
  method: 'DELETE',
  path: `${path}/{vendorId}`,
  summary: 'Remove a firm',
  tag: TAG,
  permission: 'buildings:update',
  params: vendor,
  response: { status: 204, description: 'Removed.' },
  errors: [CHANGED],
});

export const vendorRoutes: readonly RouteContract[] = [
  listVendorsRoute,
  getVendorRoute,
  createVendorRoute,
  changeVendorRoute,
  removeVendorRoute,
];

export function viewVendor({ vendorId, trade, name, phone, email }: Vendor) {
  return {
    id: vendorId,
    trade,
    name,
    ...(phone !== undefined && { phone: `+${phone}` }),
    ...(email !== undefined && { email }),
  };
}
