"""Resource types of CloudFormation for moto, written as calls of the services themselves.

A type turns its properties into ordinary calls on this very server: botocore checks names and shapes, this module checks
the rest of what stands in AWS's own models, and the service holds the result, not a shortcut of the stack. Whatever a type does
not know (a property, an update, a replacement) fails the deployment.
"""

import json
import os
import re
import threading

import boto3
from botocore.config import Config
from moto.cloudformation.exceptions import UnformattedGetAttTemplateException, ValidationError
from moto.core.common_models import CloudFormationModel

ENDPOINT = f"http://127.0.0.1:{os.environ['MOTO_PORT']}"

#: The classes that moto is given, by the type that they stand for.
TYPES = {}

_clients = threading.local()


def refuse(message):
    """Fails the deployment, as CloudFormation does, with a reason."""
    raise ValidationError(message=message)


def client(service, region):
    """A client of this server, one for each thread. It never retries, so that an error is told at once."""
    kept = _clients.__dict__.setdefault("by_service", {})
    if (service, region) not in kept:
        made = boto3.session.Session().client(
            service,
            region_name=region,
            endpoint_url=ENDPOINT,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
        )
        made.meta.events.register_first("provide-client-params.*.*", _check_against_model)
        kept[service, region] = made
    return kept[service, region]


def _check_against_model(params, model, **_):
    """Enumerations, maxima and patterns stand in botocore's models, but botocore leaves them to the service."""
    problems = []

    def text(value, shape, path):
        about = shape.metadata
        if about.get("enum") and value not in about["enum"]:
            problems.append(f"{path}={value!r} is not one of {about['enum'][:12]}")
        if about.get("max") and len(value) > about["max"]:
            problems.append(f"{path} is longer than {about['max']}")
        if about.get("pattern"):
            try:
                fits = re.fullmatch(about["pattern"], value)
            except re.error:
                fits = True  # Java's dialect: not ours to judge
            if not fits:
                problems.append(f"{path}={value[:60]!r} does not match {about['pattern'][:80]}")

    def walk(value, shape, path):
        if shape.type_name == "structure" and isinstance(value, dict):
            for name, part in value.items():
                if name in shape.members:
                    walk(part, shape.members[name], f"{path}.{name}")
        elif shape.type_name == "list" and isinstance(value, (list, tuple)):
            for index, part in enumerate(value):
                walk(part, shape.member, f"{path}[{index}]")
        elif shape.type_name == "map" and isinstance(value, dict):
            for name, part in value.items():
                walk(name, shape.key, f"{path}.{name}")
                walk(part, shape.value, f"{path}.{name}")
        elif isinstance(value, str):
            text(value, shape, path)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            if shape.metadata.get("max") is not None and value > shape.metadata["max"]:
                problems.append(f"{path}={value} is more than {shape.metadata['max']}")

    if model.input_shape is not None:
        walk(params, model.input_shape, model.name)
    if problems:
        refuse("; ".join(problems)[:600])


class Context:
    """Where a resource stands: its account and region, its ids, and the services around it."""

    def __init__(self, account, region, name, logical_id):
        self.account, self.region, self.name, self.logical_id = account, region, name, logical_id

    def api(self, service):
        return client(service, self.region)


class Properties:
    """What a template says of a resource. It remembers what was asked for: what nobody asked for is an error."""

    def __init__(self, resource_type, given):
        self.resource_type, self.given, self._asked = resource_type, dict(given), set()

    def get(self, name, default=None):
        self._asked.add(name)
        return self.given.get(name, default)

    def pick(self, *names):
        """Those of the names that were given."""
        self._asked.update(names)
        return {name: self.given[name] for name in names if name in self.given}

    def fixed(self, before, *names):
        """Names of properties whose change would replace the resource, which is not emulated."""
        changed = [name for name in names if self.get(name) != before.get(name)]
        if changed:
            refuse(f"{self.resource_type}: a change of {changed} replaces it, which the emulator does not")

    def refuse_unasked(self):
        unasked = set(self.given) - self._asked
        if unasked:
            refuse(f"{self.resource_type}: the emulator does not handle {sorted(unasked)}")


def tags_of(tags):
    """Tags as a dictionary, from either form."""
    return tags if isinstance(tags, dict) else {tag["Key"]: tag["Value"] for tag in (tags or [])}


def tag_list(tags):
    """Tags as the services take them, from either form."""
    return [{"Key": key, "Value": value} for key, value in tags_of(tags).items()]


def json_text(value):
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


_GONE = re.compile(r"NotFound|NoSuch|NonExistent|does not exist")


def resource_type(name, name_property=None):
    """Makes a type of a class of plain functions:

    create(context, properties) → (physical id, attributes)
    update(context, id, attributes, properties, properties before) → (physical id, attributes)
    delete(context, id, attributes)
    """

    def attempt(logical_id, work):
        try:
            return work()
        except ValidationError:
            raise
        except Exception as error:
            refuse(f"{logical_id} ({name}): {type(error).__name__}: {error}")

    def decorate(handler):
        def create_from(cls, resource_name, cloudformation_json, account_id, region_name, **given):
            context = Context(account_id, region_name, resource_name, given.get("LogicalId"))
            properties = Properties(name, cloudformation_json.get("Properties") or {})
            made = cls()
            made.ref, made.attributes = attempt(context.logical_id, lambda: handler.create(context, properties))
            properties.refuse_unasked()
            made.context, made.properties = context, properties.given
            return made

        def update_from(cls, original_resource, cloudformation_json, **_):
            properties, before = (
                Properties(name, cloudformation_json.get("Properties") or {}),
                original_resource.properties,
            )
            if properties.given == before:
                return original_resource
            logical_id = original_resource.context.logical_id
            if not hasattr(handler, "update"):
                changed = [key for key in {*properties.given, *before} if properties.given.get(key) != before.get(key)]
                refuse(f"{logical_id} ({name}): the emulator does not update {sorted(changed)}")
            original_resource.ref, original_resource.attributes = attempt(
                logical_id,
                lambda: handler.update(
                    original_resource.context, original_resource.ref, original_resource.attributes, properties, before
                ),
            )
            properties.refuse_unasked()
            original_resource.properties = properties.given
            return original_resource

        def attribute(self, asked):
            if asked not in self.attributes:
                raise UnformattedGetAttTemplateException()
            return self.attributes[asked]

        def delete(self, _account_id, _region_name):
            if not hasattr(handler, "delete"):
                return
            try:
                handler.delete(self.context, self.ref, self.attributes)
            except Exception as error:
                # Gone already, for instance with what it belonged to, is gone.
                if not _GONE.search(f"{type(error).__name__} {error}"):
                    refuse(f"{self.context.logical_id} ({name}): {type(error).__name__}: {error}")

        TYPES[name] = type(
            name.replace("::", "_"),
            (CloudFormationModel,),
            dict(
                cloudformation_type=staticmethod(lambda: name),
                cloudformation_name_type=staticmethod(lambda: name_property or ""),
                create_from_cloudformation_json=classmethod(create_from),
                update_from_cloudformation_json=classmethod(update_from),
                delete_from_cloudformation_json=classmethod(lambda cls, *_, **__: None),
                has_cfn_attr=classmethod(lambda cls, _: True),
                get_cfn_attribute=attribute,
                delete=delete,
                physical_resource_id=property(lambda self: self.ref),
                is_created=lambda self: True,
            ),
        )
        return handler

    return decorate
