import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { FIXTURE_CATALOG } from './fixture-catalog.ts';
import { synthesise } from './synthesise.ts';

const { api, resources } = synthesise();
const declared = FIXTURE_CATALOG.flatMap(({ trigger }) => (trigger.kind === 'http' ? trigger.routes : []));

describe('the API', () => {
  test('has the routes of the catalog and no others', () => {
    const routeKeys = resources('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey);
    expect(routeKeys.sort()).toEqual(declared.map(({ routeKey }) => routeKey).sort());
  });

  test.each(declared)('$routeKey asks for a token unless it is public', ({ routeKey, public: open }) => {
    const route = resources('AWS::ApiGatewayV2::Route').find(({ Properties }) => Properties.RouteKey === routeKey);
    expect(route?.Properties.AuthorizationType).toBe(open ? 'NONE' : 'JWT');
    if (!open) expect(route?.Properties).toHaveProperty('AuthorizerId');
  });

  test('accepts tokens of the user pool that were made for its client', () => {
    api.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ 'Fn::ImportValue': Match.anyValue() }],
        Issuer: { 'Fn::ImportValue': Match.anyValue() },
      },
    });
  });

  test('needs one integration and one permission a function, however many routes it has', () => {
    const functions = FIXTURE_CATALOG.filter(({ trigger }) => trigger.kind === 'http').length;
    api.resourceCountIs('AWS::ApiGatewayV2::Integration', functions);
    api.resourceCountIs('AWS::Lambda::Permission', functions);
  });

  test('throttles, and logs each request without address, path or person', () => {
    api.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 1000 },
      AccessLogSettings: { Format: Match.not(Match.stringLikeRegexp('sourceIp|path|userAgent|authorizer.claims')) },
    });
  });

  test('answers browsers of the allowed origins alone', () => {
    api.allResourcesProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
    const open = synthesise({ context: { allowedOrigins: 'https://console.example.com' } });
    open.api.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: { AllowOrigins: ['https://console.example.com'] },
    });
  });
});
