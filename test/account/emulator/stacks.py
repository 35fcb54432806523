"""Stacks as CloudFormation has them, where moto is too kind: unknown types, change sets, exports, updates, deletion."""

import os

from moto.cloudformation import models, parsing, responses
from moto.cloudformation.exceptions import ValidationError
from moto.core.responses import ActionResult, EmptyResult
from resource_types import TYPES, refuse, resource_type

#: Types whose own implementation in moto was read and found good enough.
GOOD_ENOUGH = {"AWS::ECR::Repository"}

#: Types that pass unverified, as whoever started this said.
INERT = set(filter(None, os.environ.get("INERT_TYPES", "").split(",")))


class _AnyAttribute(dict):
    def __init__(self, name):
        super().__init__()
        self.name = name

    def __contains__(self, _):
        return True

    def __getitem__(self, attribute):
        return f"inert-{self.name}-{attribute}"


class _Inert:
    def create(context, given):
        given.pick(*given.given)
        return context.name, _AnyAttribute(context.name)

    def update(context, ref, attributes, given, before):
        given.pick(*given.given)
        return ref, attributes


for _name in INERT:
    resource_type(_name)(_Inert)


def _class_of(name):
    if name in TYPES:
        return TYPES[name]
    if name in GOOD_ENOUGH:
        return parsing.get_model_map()[name]
    return refuse(f"the emulator does not know the resource type {name}: add it, or name it among the inert ones")


parsing.resource_class_from_type = _class_of

_Backend, _Stack, _ResourceMap = models.CloudFormationBackend, models.Stack, parsing.ResourceMap
_create_change_set, _execute_change_set = _Backend.create_change_set, _Backend.execute_change_set
_delete_stack, _delete_resources = _Backend.delete_stack, _Stack.delete


def create_change_set(self, stack_name, change_set_name, template, parameters, description, change_set_type, **others):
    for resource in _Stack.parse_template(template)["Resources"].values():
        _class_of(resource["Type"])
    standing = [stack for stack in self.stacks.values() if stack.name == stack_name]
    if change_set_type == "CREATE" and standing:
        # moto would make a second stack of the same name.
        if standing[0].status != "REVIEW_IN_PROGRESS":
            refuse(f"Stack [{stack_name}] already exists and cannot be created again with the changeSet")
        self.stacks.pop(standing[0].stack_id)
    change_set_id, stack_id = _create_change_set(
        self,
        stack_name=stack_name,
        change_set_name=change_set_name,
        template=template,
        parameters=parameters,
        description=description,
        change_set_type=change_set_type,
        **others,
    )
    if change_set_type == "CREATE":
        # moto forgets to hand the region's exports to a stack that a change set makes.
        stack = self.stacks[stack_id]
        stack.cross_stack_resources = stack.resource_map.cross_stack_resources = self.exports
    return change_set_id, stack_id


def execute_change_set(self, change_set_name, stack_name=None):
    change_set = _find_change_set(self, change_set_name, stack_name)
    if change_set is None:
        raise ChangeSetNotFound(f"ChangeSet [{change_set_name}] does not exist")
    stack = self.stacks[change_set.stack_id]
    exported_before = {export.name for export in stack.exports}
    try:
        _execute_change_set(self, change_set.change_set_id, stack_name)
    except Exception as error:
        # Nothing is rolled back here: the stack says so, and why it failed.
        creating = change_set.change_set_type == "CREATE"
        stack.status = "ROLLBACK_COMPLETE" if creating else "UPDATE_ROLLBACK_FAILED"
        reason = str(getattr(error, "message", error))
        stack._add_stack_event(stack.status, resource_status_reason=reason)
        # Whatever it was: an answer of 500 would be asked again, and nothing would be left to change then.
        refuse(reason)
    stack._parse_template()
    stack.description = stack.template_dict.get("Description")
    stack.output_map = stack._create_output_map()
    _follow_exports(self, stack, exported_before)


def _follow_exports(backend, stack, names_before):
    exported = {export.name: export for export in stack.exports}
    for name in set(names_before) - set(exported):
        _refuse_if_imported(backend, stack, name, "delete")
        backend.exports.pop(name, None)
    for name, export in exported.items():
        other = backend.exports.get(name)
        if other is not None and other.exporting_stack_id != stack.stack_id:
            refuse(f"Export with name {name} is already exported by another stack")
        if other is not None and other.value != export.value:
            _refuse_if_imported(backend, stack, name, "update")
        backend.exports[name] = export


def _refuse_if_imported(backend, stack, name, what):
    users = [other.name for other in backend.stacks.values() if other is not stack and _imports(other, name)]
    if users:
        refuse(f"Cannot {what} export {name} as it is in use by {', '.join(users)}")


def _imports(stack, name):
    def found(part):
        if isinstance(part, dict):
            return part.get("Fn::ImportValue") == name or any(found(value) for value in part.values())
        return isinstance(part, list) and any(found(value) for value in part)

    return found(stack.template_dict)


def delete_stack(self, name):
    for stack in [stack for stack in self.stacks.values() if name in (stack.name, stack.stack_id)]:
        if stack.enable_termination_protection:
            refuse(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
        for export in stack.exports:
            _refuse_if_imported(self, stack, export.name, "delete")
    return _delete_stack(self, name)


_Backend.create_change_set = create_change_set
_Backend.execute_change_set = execute_change_set
_Backend.delete_stack = delete_stack


class ChangeSetNotFound(ValidationError):
    # moto makes the error's service of the module's name.
    __module__ = "moto.cloudformation.exceptions"
    code = "ChangeSetNotFoundException"

    def __init__(self, message):
        super().__init__(message=message)


def _find_change_set(backend, name, stack_name):
    """By its name within its stack: the command line gives the change sets of all stacks one name."""
    found = [
        change_set
        for change_set_id, change_set in backend.change_sets.items()
        if name in (change_set_id, change_set.change_set_name)
        and (not stack_name or stack_name in (change_set.stack_name, change_set.stack_id))
    ]
    return found[-1] if found else None


def _asked_change_set(response):
    name = response._get_param("ChangeSetName")
    return name, _find_change_set(response.cloudformation_backend, name, response._get_param("StackName"))


def describe_change_set(self):
    name, change_set = _asked_change_set(self)
    if change_set is None:
        raise ChangeSetNotFound(f"ChangeSet [{name}] does not exist")
    return ActionResult(change_set)


def delete_change_set(self):
    _, change_set = _asked_change_set(self)
    if change_set is not None:
        del self.cloudformation_backend.change_sets[change_set.change_set_id]
    return EmptyResult()


def update_termination_protection(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    stack.enable_termination_protection = self._get_bool_param("EnableTerminationProtection")
    return ActionResult({"StackId": stack.stack_id})


responses.CloudFormationResponse.describe_change_set = describe_change_set
responses.CloudFormationResponse.delete_change_set = delete_change_set
responses.CloudFormationResponse.update_termination_protection = update_termination_protection


def stack_parameters(self):
    """A parameter that is read from Parameter Store is its name, not its value: the next update says it again."""
    declared = self.template_dict.get("Parameters", {})

    def shown(name, value):
        if not declared.get(name, {}).get("Type", "").startswith("AWS::SSM::Parameter::"):
            return value
        return self.resource_map.input_parameters.get(name) or declared[name].get("Default")

    return {name: shown(name, value) for name, value in self.resource_map.resolved_parameters.items()}


_Stack.stack_parameters = property(stack_parameters)


def update_resources(self, template, parameters=None):
    """moto deletes before it creates, ignores the order, and never makes again what went and came back."""
    changes, before = self.build_resource_diff(template, parameters), self._resource_json_map
    for name in changes["Modify"]:
        if before[name]["Type"] != template["Resources"][name]["Type"]:
            refuse(f"{name}: the emulator does not change the type of a resource")
    gone = {name: self._parsed_resources.pop(name) for name in changes["Remove"] if name in self._parsed_resources}
    self._template = template
    if parameters:
        self.input_parameters = parameters
    self.load_mapping()
    self.load_parameters()
    self.load_conditions()
    self._resource_json_map = template["Resources"]
    for name in self._ResourceMap__get_resources_in_dependency_order():
        if name in changes["Modify"] and name in self._parsed_resources:
            self._parsed_resources[name] = parsing.parse_and_update_resource(
                name,
                self._resource_json_map[name],
                self,
                account_id=self._account_id,
                region_name=self._region_name,
            )
        else:
            self[name]  # makes it, if it is not there
    _delete_in_any_order(self, gone, before)


def _delete_in_any_order(resource_map, gone, before):
    """What depends on another cannot go first: each round deletes what it can."""
    kept = ("Retain", "RetainExceptOnCreate")
    waiting = {name: made for name, made in gone.items() if before[name].get("DeletionPolicy") not in kept}
    error = None
    for _ in range(len(waiting)):
        for name, made in list(waiting.items()):
            try:
                resource_map._delete_resource(made, before[name])
                del waiting[name]
            except Exception as refused:
                error = refused
    if waiting:
        raise error


_ResourceMap.update = update_resources


def delete_resources(self):
    """moto evaluates the outputs of a deleted stack by making its resources anew: they are forgotten instead."""
    _delete_resources(self)
    self.resource_map._resource_json_map = {}
    self.output_map = parsing.OutputMap(self.resource_map, {"Resources": {}, "Outputs": {}}, self.stack_id)
    self.template_dict = {**self.template_dict, "Outputs": {}}


_Stack.delete = delete_resources
