import { ID } from '@bos/http/path-id';
import { createCalendarLinkStore } from '@bos/stays/feeds/calendar-link';
import { unitCalendar } from '@bos/stays/feeds/unit-calendar';
import { inBuilding } from '@bos/table/tenant-scope';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';

const NOT_FOUND: APIGatewayProxyStructuredResultV2 = {
  statusCode: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404, code: 'CALENDAR_LINK_NOT_FOUND' }),
};

/**
 * `GET /v1/buildings/{buildingId}/calendars/{token}`: the calendar of a unit for whoever has its secret address. What is
 * wrong with an address is not said.
 */
export function build({ table, clock, log }: Pick<Ports, 'table' | 'clock' | 'log'>) {
  const links = createCalendarLinkStore(table);

  async function read(buildingId: string, token: string): Promise<APIGatewayProxyStructuredResultV2> {
    const link = await links.byToken(buildingId, token);
    if (link === undefined) return NOT_FOUND;
    return {
      statusCode: 200,
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'cache-control': 'private, max-age=300',
        'x-content-type-options': 'nosniff',
      },
      body: await unitCalendar({ table }, link, clock.now()),
    };
  }

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { buildingId = '', token = '' } = event.pathParameters ?? {};
    // Channels ask for a file that ends in `.ics`.
    const secret = token.replace(/\.ics$/, '');
    if (!ID.test(buildingId)) return NOT_FOUND;
    try {
      return await inBuilding(buildingId, () => read(buildingId, secret));
    } catch (error) {
      log.error('calendars.not_read', error, { buildingId });
      return { statusCode: 500, body: '' };
    }
  };
}
