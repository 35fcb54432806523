import { routeKey } from '@bos/http/route';
import { ROLES } from '@bos/kernel/role';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeAll, describe, expect, test } from 'vitest';
import { API_ROUTES } from '../catalog/routes.ts';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';
import { buildingBodies, rosterOf } from './testing/buildings.ts';
import type { ApiCall } from './testing/call.ts';
import { DEVICE_BODIES } from './testing/devices.ts';
import { PEOPLE_OF_GUESTS, peopleBodies, peopleParams, peopleThings } from './testing/people.ts';
import { stayBodies, stayOf } from './testing/stays.ts';
import { ACCESS_BODIES, DAY_OF_THINGS } from './testing/things.ts';

/**
 * Who may call what, on things that belong to somebody else. 200 stands for any success. `none` is a member without a
 * role, `away` a manager of another building, `gone` somebody whose membership has ended.
 */
const EXPECTED = `
| operation               | admin | manager | front_desk | concierge | housekeeping | maintenance | developer | viewer | resident | owner | guest | provider | none | away | gone |
| listBuildings           | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 200  | 200  | 200  |
| getMe                   | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 200  | 200  | 200  |
| getBuilding             | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| createBuilding          | 403   | 403     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 403  | 403  |
| changeBuilding          | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getArrivalGuide         | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| writeArrivalGuide       | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getUnitArrivalGuide     | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| writeUnitArrivalGuide   | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listVendors             | 200   | 200     | 200        | 200       | 403          | 200         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getVendor               | 200   | 200     | 200        | 200       | 403          | 200         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| createVendor            | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| changeVendor            | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| removeVendor            | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getRetention            | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| overrideRetention       | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listUnits               | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getUnit                 | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| createUnit              | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| createUnits             | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| changeUnit              | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| previewRoster           | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| importRoster            | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getRosterImport         | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| undoRosterImport        | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listPeople              | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getPerson               | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| registerPerson          | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| changePerson            | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| signOutPerson           | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listHistoryOfPerson     | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listPreferences         | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| notePreference          | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| removePreference        | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| issueVerificationCode   | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listVerificationRequests | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| approveVerification     | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| refuseVerification      | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| proposeMerge            | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listMerges              | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| approveMerge            | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| refuseMerge             | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| undoMerge               | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listConversations       | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 200  | 404  | 404  |
| getConversation         | 200   | 200     | 200        | 200       | 404          | 404         | 404       | 404    | 404      | 404   | 404   | 404      | 404  | 404  | 404  |
| listMessages            | 200   | 200     | 200        | 200       | 404          | 404         | 404       | 404    | 404      | 404   | 404   | 404      | 404  | 404  | 404  |
| replyToConversation     | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| takeOverConversation    | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| handBackConversation    | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| resolveConversation     | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listMissions            | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 403      | 403  | 404  | 404  |
| getMission              | 200   | 200     | 200        | 200       | 404          | 404         | 200       | 200    | 404      | 404   | 404   | 403      | 403  | 404  | 404  |
| listMissionActivities   | 200   | 200     | 200        | 200       | 404          | 404         | 200       | 200    | 404      | 404   | 404   | 403      | 403  | 404  | 404  |
| cancelMission           | 200   | 200     | 200        | 403       | 404          | 404         | 403       | 403    | 404      | 404   | 404   | 403      | 403  | 404  | 404  |
| listTickets             | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| getTicket               | 200   | 200     | 200        | 200       | 200          | 200         | 404       | 200    | 404      | 404   | 404   | 404      | 403  | 404  | 404  |
| openTicket              | 200   | 200     | 200        | 200       | 200          | 200         | 403       | 403    | 200      | 200   | 200   | 403      | 403  | 404  | 404  |
| updateTicket            | 200   | 200     | 200        | 200       | 200          | 200         | 404       | 403    | 404      | 404   | 404   | 404      | 403  | 404  | 404  |
| listTasks               | 200   | 200     | 200        | 200       | 200          | 200         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getTask                 | 200   | 200     | 200        | 200       | 200          | 200         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| openTask                | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| moveTask                | 200   | 200     | 200        | 200       | 200          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| createReservation       | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listReservations        | 200   | 200     | 200        | 200       | 200          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getReservation          | 200   | 200     | 200        | 200       | 200          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listReservationGuests   | 200   | 200     | 200        | 200       | 200          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| moveReservation         | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| changeReservationGuests | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| extendStay              | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| grantLateCheckOut       | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| checkIn                 | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| checkOut                | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| confirmReservation      | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| markNoShow              | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| cancelReservation       | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getStayRules            | 200   | 200     | 200        | 200       | 200          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| changeStayRules         | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| connectPms              | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| disconnectPms           | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| inviteGuest             | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listCheckIns            | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getCheckIn              | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| reviewCheckIn           | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| addCalendarFeed         | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listCalendarFeeds       | 200   | 200     | 200        | 200       | 200          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| changeCalendarFeed      | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| importCalendarFeed      | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| removeCalendarFeed      | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| addCalendarLink         | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listCalendarLinks       | 200   | 200     | 200        | 200       | 200          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| removeCalendarLink      | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listDevices             | 200   | 200     | 200        | 200       | 403          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getDevice               | 200   | 200     | 200        | 200       | 403          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| readDevice              | 200   | 200     | 200        | 200       | 403          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listReadings            | 200   | 200     | 200        | 200       | 403          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listDeviceTroubles      | 200   | 200     | 200        | 200       | 403          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getDeviceWebhook        | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| commandDevice           | 200   | 200     | 200        | 200       | 200          | 200         | 403       | 403    | 200      | 200   | 200   | 403      | 403  | 404  | 404  |
| configureDevice         | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| removeDevice            | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getSimulation           | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| setSimulation           | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listCredentials         | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| getCredential           | 200   | 200     | 200        | 200       | 404          | 404         | 404       | 404    | 404      | 404   | 404   | 404      | 403  | 404  | 404  |
| issueCredential         | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| changeCredential        | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| revokeCredential        | 200   | 200     | 200        | 200       | 404          | 404         | 404       | 404    | 404      | 404   | 404   | 404      | 403  | 404  | 404  |
| listVisitors            | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 200      | 200   | 200   | 403      | 403  | 404  | 404  |
| getVisitor              | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 404      | 404   | 404   | 403      | 403  | 404  | 404  |
| announceVisitor         | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 200      | 200   | 403   | 403      | 403  | 404  | 404  |
| changeVisitor           | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 404      | 404   | 404   | 403      | 403  | 404  | 404  |
| listParcels             | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 200      | 200   | 200   | 403      | 403  | 404  | 404  |
| getParcel               | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 404      | 404   | 404   | 403      | 403  | 404  | 404  |
| receiveParcel           | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| closeParcel             | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listArrivals            | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listDepartures          | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listDayVisitors         | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listDayParcels          | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listAccessLog           | 200   | 200     | 200        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listNotifications       | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| markNotificationRead    | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| listAudit               | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
`;

const [[, ...people] = [], ...rows] = EXPECTED.trim()
  .split('\n')
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
const cells = rows.flatMap(([operation = '', ...statuses]) =>
  people.map((who, column) => ({ operation, who, status: Number(statuses[column]) })),
);
const TICKET = { category: 'plumbing', area: 'common', description: 'A tap drips.' };

/** The version that stands when it is their turn. */
function versionOf(operation: string, who: string): number {
  // Each of those who may changes the same person, one after another.
  if (operation === 'changePerson') return people.indexOf(who) + 1;
  // Of those who may, the manager comes second: the building is no longer at its first version.
  if (operation === 'overrideRetention') return who === 'manager' ? 2 : 1;
  // Their stay was moved, and their guest invited, before.
  return operation === 'changeReservationGuests' || operation === 'reviewCheckIn' ? 2 : 1;
}

function callOf(operation: string, who: string): ApiCall {
  const route = API_ROUTES.find(({ operationId }) => operationId === operation);
  if (!route) throw new Error(`no operation ${operation}`);
  const escalated = operation === 'handBackConversation';
  const params = {
    buildingId: 'home',
    unitId: '1203',
    userId: PEOPLE_OF_GUESTS.includes(operation) ? 'carla' : 'neighbour',
    // Whoever may adds one of their own, and takes it out again.
    deviceId: ['configureDevice', 'removeDevice'].includes(operation) ? `n-${who}` : 'gate',
    conversationId: `${escalated ? 'e' : 'c'}-${who}`,
    missionId: `m-${who}`,
    ticketId: `t-${who}`,
    taskId: `w-${who}`,
    reservationId: `${stayOf(operation)}-${who}`,
    notificationId: 'n1',
    credentialId: `k-${who}`,
    visitorId: `v-${who}`,
    feedId: `f-${who}`,
    linkId: `l-${who}`,
    parcelId: `p-${who}`,
    vendorId: `f-${who}`,
    importId: rosterOf(who),
    date: DAY_OF_THINGS,
    ...peopleParams(operation, who),
  };
  const named = Object.entries(params).filter(([name]) => route.path.includes(`{${name}}`));
  const bodies: Record<string, unknown> = {
    replyToConversation: { text: 'Good morning.' },
    openTicket: TICKET,
    updateTicket: { comment: 'On my way.' },
    overrideRetention: {},
    ...buildingBodies(who.replace('_', '-')),
    ...peopleBodies(who),
    ...DEVICE_BODIES,
    ...ACCESS_BODIES,
    ...stayBodies(`s-${who}`),
  };
  return {
    routeKey: routeKey(route),
    params: Object.fromEntries(named),
    as: who,
    ...(operation in bodies && { body: bodies[operation] }),
    ...(operation === 'listReservations' && { query: { month: '2026-11' } }),
    headers: {
      ...(route.ifMatch === 'required' && { 'if-match': `"${versionOf(operation, who)}"` }),
      ...(route.idempotencyKey === 'required' && { 'idempotency-key': who }),
    },
  };
}

describe('rights of the API', () => {
  const clock = virtualClock();
  let world: ApiWorld;

  beforeAll(async () => {
    const memory = createMemoryTable({ clock });
    world = await apiWorld({ ...memory, clock, ids: seededIds(clock), publicUrl: 'https://pages.example' });
    await world.addMember('home', 'neighbour', ['resident'], ['0704']);
    await world.addMember('home', 'carla', ['guest'], ['0704']);
    // Hosts live in the unit to which somebody is to come.
    for (const role of ROLES)
      await world.addMember('home', role, [role], ['resident', 'owner'].includes(role) ? ['1203'] : []);
    await world.addMember('home', 'none', []);
    await world.addMember('elsewhere', 'away', ['manager']);
    await world.addMember('home', 'gone', ['manager']);
    await world.endMembership('home', 'gone');
    for (const who of people) await world.addThings(who, 'neighbour');
    for (const who of people) await memory.table.write(peopleThings(who, 'home'));
  });

  test('the table names every role and every operation', () => {
    expect(people).toEqual([...ROLES, 'none', 'away', 'gone']);
    expect(rows.map(([operation]) => operation).sort()).toEqual(
      API_ROUTES.map(({ operationId }) => operationId).sort(),
    );
  });

  test.each(cells)('$operation by $who: $status', async ({ operation, who, status }) => {
    const answer = await world.call(callOf(operation, who));
    const success = answer.status !== undefined && answer.status < 300;
    expect(success ? 200 : answer.status, JSON.stringify(answer.body)).toBe(status);
  });

  test.each(rows.map(([operation = '']) => operation))('%s without a token: 401', async (operation) => {
    const { as: _as, ...anonymous } = callOf(operation, 'admin');
    expect((await world.call(anonymous)).status).toBe(401);
  });

  test.each(rows.map(([operation = '']) => operation))(
    '%s by an unknown subject answers 401 or 404',
    async (operation) => {
      const call = callOf(operation, 'admin');
      const expected = call.params && 'buildingId' in call.params ? 404 : 401;
      expect((await world.call({ ...call, as: 'nobody' })).status).toBe(expected);
    },
  );
});
