"""The HTTP API: each type of API Gateway v2 is one call to create, one to update and one to delete."""

import re

from resource_types import resource_type


def _http_type(kind, id_name, settings, fixed=()):
    words = re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()
    belongs_to_api = kind != "Api"

    class HttpType:
        def create(context, given):
            request = given.pick(*settings, *fixed, *(("ApiId",) if belongs_to_api else ()))
            if given.get("Tags"):
                request["Tags"] = given.get("Tags")
            made = getattr(context.api("apigatewayv2"), f"create_{words}")(**request)
            attributes = {id_name: made[id_name], "_api": request.get("ApiId", made.get("ApiId"))}
            if "ApiEndpoint" in made:
                attributes["ApiEndpoint"] = made["ApiEndpoint"]
            return made[id_name], attributes

        def update(context, ref, attributes, given, before):
            given.fixed(before, *fixed, *(("ApiId",) if belongs_to_api else ()))
            given.get("Tags")
            request = {**given.pick(*settings), "ApiId": attributes["_api"], id_name: ref}
            getattr(context.api("apigatewayv2"), f"update_{words}")(**request)
            return ref, attributes

        def delete(context, ref, attributes):
            which = {"ApiId": attributes["_api"], id_name: ref}
            getattr(context.api("apigatewayv2"), f"delete_{words}")(**which)

    resource_type(f"AWS::ApiGatewayV2::{kind}")(HttpType)


_http_type("Api", "ApiId", ("Name", "Description", "CorsConfiguration", "DisableExecuteApiEndpoint"), ("ProtocolType",))
_http_type(
    "Integration",
    "IntegrationId",
    ("IntegrationType", "IntegrationUri", "IntegrationMethod", "PayloadFormatVersion", "TimeoutInMillis"),
)
_http_type("Route", "RouteId", ("RouteKey", "Target", "AuthorizationType", "AuthorizerId", "AuthorizationScopes"))
_http_type("Authorizer", "AuthorizerId", ("AuthorizerType", "Name", "IdentitySource", "JwtConfiguration"))
_http_type(
    "Stage", "StageName", ("AutoDeploy", "AccessLogSettings", "DefaultRouteSettings", "Description"), ("StageName",)
)
