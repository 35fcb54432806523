"""Copies of what stands elsewhere: vaults, plans, and what a plan copies. moto knows neither selections nor policies of vaults."""

import json

from moto.backup import urls
from moto.backup.exceptions import ResourceNotFoundException
from moto.backup.models import BackupBackend
from moto.backup.responses import BackupResponse
from moto.moto_api._internal import mock_random
from resource_types import Properties, json_text, refuse, resource_type, tags_of

urls.url_paths["{0}/backup-vaults/(?P<name>[^/]+)/access-policy$"] = urls.response.dispatch


def _kept_with(backend, what):
    return backend.__dict__.setdefault(f"_{what}", {})


def _plan_and_selection(response):
    parts = response.path.rstrip("/").split("/")
    return parts[parts.index("plans") + 1], parts[-1]


def create_backup_selection(self):
    plan_id, _ = _plan_and_selection(self)
    self.backup_backend.get_backup_plan(plan_id, None)
    selection_id = str(mock_random.uuid4())
    selection = {"BackupPlanId": plan_id, "SelectionId": selection_id, **json.loads(self.body)}
    _kept_with(self.backup_backend, "selections")[selection_id] = selection
    return json.dumps({"BackupPlanId": plan_id, "SelectionId": selection_id})


def list_backup_selections(self):
    plan_id, _ = _plan_and_selection(self)
    kept = _kept_with(self.backup_backend, "selections").values()
    found = [one for one in kept if one["BackupPlanId"] == plan_id]
    names = [{"SelectionId": one["SelectionId"], "BackupPlanId": plan_id} for one in found]
    return json.dumps({"BackupSelectionsList": names})


def get_backup_selection(self):
    _, selection_id = _plan_and_selection(self)
    found = _kept_with(self.backup_backend, "selections").get(selection_id)
    if found is None:
        raise ResourceNotFoundException(msg=f"Selection {selection_id} not found")
    return json.dumps(found)


def delete_backup_selection(self):
    _, selection_id = _plan_and_selection(self)
    _kept_with(self.backup_backend, "selections").pop(selection_id, None)
    return "{}"


def put_backup_vault_access_policy(self):
    name = self.path.split("/")[-2]
    self.backup_backend.describe_backup_vault(name)
    _kept_with(self.backup_backend, "policies")[name] = json.loads(self.body)["Policy"]
    return "{}"


def get_backup_vault_access_policy(self):
    name = self.path.split("/")[-2]
    policy = _kept_with(self.backup_backend, "policies").get(name)
    if policy is None:
        raise ResourceNotFoundException(msg=f"Vault {name} has no policy")
    return json.dumps({"BackupVaultName": name, "Policy": policy})


for _operation in (
    create_backup_selection,
    list_backup_selections,
    get_backup_selection,
    delete_backup_selection,
    put_backup_vault_access_policy,
    get_backup_vault_access_policy,
):
    setattr(BackupResponse, _operation.__name__, _operation)

_delete_plan = BackupBackend.delete_backup_plan


def delete_backup_plan(self, backup_plan_id):
    if any(one["BackupPlanId"] == backup_plan_id for one in _kept_with(self, "selections").values()):
        refuse("Related backup plan selections must be deleted prior to backup plan deletion")
    return _delete_plan(self, backup_plan_id)


BackupBackend.delete_backup_plan = delete_backup_plan


@resource_type("AWS::Backup::BackupVault", "BackupVaultName")
class BackupVault:
    def create(context, given):
        backup, name = context.api("backup"), given.get("BackupVaultName", context.name)
        request = {**given.pick("EncryptionKeyArn"), "BackupVaultTags": tags_of(given.get("BackupVaultTags"))}
        arn = backup.create_backup_vault(BackupVaultName=name, **request)["BackupVaultArn"]
        BackupVault.settings(backup, name, given)
        return name, {"BackupVaultArn": arn, "BackupVaultName": name}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "BackupVaultName", "EncryptionKeyArn", "BackupVaultTags")
        if before.get("LockConfiguration") and not given.get("LockConfiguration"):
            context.api("backup").delete_backup_vault_lock_configuration(BackupVaultName=ref)
        BackupVault.settings(context.api("backup"), ref, given)
        return ref, attributes

    def settings(backup, name, given):
        if given.get("AccessPolicy"):
            backup.put_backup_vault_access_policy(BackupVaultName=name, Policy=json_text(given.get("AccessPolicy")))
        if given.get("LockConfiguration"):
            backup.put_backup_vault_lock_configuration(BackupVaultName=name, **given.get("LockConfiguration"))

    def delete(context, ref, attributes):
        context.api("backup").delete_backup_vault(BackupVaultName=ref)


@resource_type("AWS::Backup::BackupPlan")
class BackupPlan:
    def create(context, given):
        plan = Properties("AWS::Backup::BackupPlan plan", given.get("BackupPlan"))
        request = plan.pick("BackupPlanName")
        request["Rules"] = [BackupPlan.rule(rule) for rule in plan.get("BackupPlanRule")]
        plan.refuse_unasked()
        tags = tags_of(given.get("BackupPlanTags"))
        made = context.api("backup").create_backup_plan(BackupPlan=request, BackupPlanTags=tags)
        plan_id = made["BackupPlanId"]
        return plan_id, {
            "BackupPlanArn": made["BackupPlanArn"],
            "BackupPlanId": plan_id,
            "VersionId": made["VersionId"],
        }

    def rule(rule):
        given = Properties("AWS::Backup::BackupPlan rule", rule)
        made = {"TargetBackupVaultName": given.get("TargetBackupVault")}
        made.update(
            given.pick(
                "RuleName",
                "ScheduleExpression",
                "ScheduleExpressionTimezone",
                "StartWindowMinutes",
                "CompletionWindowMinutes",
                "Lifecycle",
            )
        )
        given.refuse_unasked()
        return made

    def delete(context, ref, attributes):
        context.api("backup").delete_backup_plan(BackupPlanId=ref)


@resource_type("AWS::Backup::BackupSelection")
class BackupSelection:
    def create(context, given):
        plan = given.get("BackupPlanId")
        selection = given.get("BackupSelection")
        made = context.api("backup").create_backup_selection(BackupPlanId=plan, BackupSelection=selection)
        selection_id = made["SelectionId"]
        ref = f"{selection_id}_{plan}"
        return ref, {"BackupPlanId": plan, "SelectionId": selection_id, "Id": ref}

    def delete(context, ref, attributes):
        context.api("backup").delete_backup_selection(
            BackupPlanId=attributes["BackupPlanId"], SelectionId=attributes["SelectionId"]
        )
