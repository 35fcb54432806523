"""What carries and what tells: queues, topics, rules, schedule groups, alarms."""

from resource_types import json_text, resource_type, tag_list, tags_of


@resource_type("AWS::SQS::Queue", "QueueName")
class Queue:
    FIXED = ("QueueName", "FifoQueue")
    ATTRIBUTES = (
        "ContentBasedDeduplication",
        "DeduplicationScope",
        "DelaySeconds",
        "FifoThroughputLimit",
        "KmsDataKeyReusePeriodSeconds",
        "KmsMasterKeyId",
        "MaximumMessageSize",
        "MessageRetentionPeriod",
        "ReceiveMessageWaitTimeSeconds",
        "RedriveAllowPolicy",
        "RedrivePolicy",
        "SqsManagedSseEnabled",
        "VisibilityTimeout",
    )

    def text(value):
        if isinstance(value, bool):
            return "true" if value else "false"
        return json_text(value) if isinstance(value, dict) else str(value)

    def attributes(given, *names):
        return {name: Queue.text(value) for name, value in given.pick(*names).items()}

    def create(context, given):
        name = given.get("QueueName", context.name)[:80]
        settings = Queue.attributes(given, *Queue.ATTRIBUTES, "FifoQueue")
        tags = tags_of(given.get("Tags"))
        url = context.api("sqs").create_queue(QueueName=name, Attributes=settings, tags=tags)["QueueUrl"]
        return url, {
            "Arn": f"arn:aws:sqs:{context.region}:{context.account}:{name}",
            "QueueName": name,
            "QueueUrl": url,
        }

    def update(context, ref, attributes, given, before):
        given.fixed(before, *Queue.FIXED)
        given.get("Tags")
        sqs, settings = context.api("sqs"), Queue.attributes(given, *Queue.ATTRIBUTES)
        # moto forgets the policy when anything else is set.
        kept = sqs.get_queue_attributes(QueueUrl=ref, AttributeNames=["Policy"]).get("Attributes", {})
        sqs.set_queue_attributes(QueueUrl=ref, Attributes={**kept, **settings})
        return ref, attributes

    def delete(context, ref, attributes):
        context.api("sqs").delete_queue(QueueUrl=ref)


@resource_type("AWS::SQS::QueuePolicy")
class QueuePolicy:
    def create(context, given):
        policy = json_text(given.get("PolicyDocument"))
        for queue in given.get("Queues"):
            context.api("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
        return context.name, {}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "Queues")
        QueuePolicy.create(context, given)
        return ref, attributes


@resource_type("AWS::SNS::Topic", "TopicName")
class Topic:
    ATTRIBUTES = ("DisplayName", "KmsMasterKeyId", "SignatureVersion", "TracingConfig")

    def create(context, given):
        name, settings = given.get("TopicName", context.name), given.pick(*Topic.ATTRIBUTES)
        made = context.api("sns").create_topic(Name=name, Attributes=settings, Tags=tag_list(given.get("Tags")))
        return made["TopicArn"], {"TopicArn": made["TopicArn"], "TopicName": name}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "TopicName")
        given.get("Tags")
        for name, value in given.pick(*Topic.ATTRIBUTES).items():
            context.api("sns").set_topic_attributes(TopicArn=ref, AttributeName=name, AttributeValue=value)
        return ref, attributes

    def delete(context, ref, attributes):
        context.api("sns").delete_topic(TopicArn=ref)


@resource_type("AWS::SNS::TopicPolicy")
class TopicPolicy:
    def create(context, given):
        policy = json_text(given.get("PolicyDocument"))
        for topic in given.get("Topics"):
            sns = context.api("sns")
            sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
        return context.name, {"Id": context.name}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "Topics")
        TopicPolicy.create(context, given)
        return ref, attributes


@resource_type("AWS::SNS::Subscription")
class Subscription:
    def create(context, given):
        made = context.api("sns").subscribe(
            **given.pick("TopicArn", "Protocol", "Endpoint"), ReturnSubscriptionArn=True
        )
        return made["SubscriptionArn"], {"Arn": made["SubscriptionArn"]}

    def delete(context, ref, attributes):
        context.api("sns").unsubscribe(SubscriptionArn=ref)


@resource_type("AWS::Events::Rule", "Name")
class Rule:
    SETTINGS = ("Description", "EventBusName", "EventPattern", "RoleArn", "ScheduleExpression", "State")

    def create(context, given):
        name = given.get("Name", context.name)
        arn = Rule.put(context, name, given)
        return name, {"Arn": arn}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "Name", "EventBusName")
        kept = {target["Id"] for target in given.get("Targets", [])}
        gone = [target["Id"] for target in before.get("Targets", []) if target["Id"] not in kept]
        if gone:
            context.api("events").remove_targets(Rule=ref, Ids=gone)
        Rule.put(context, ref, given)
        return ref, attributes

    def put(context, name, given):
        events, settings = context.api("events"), given.pick(*Rule.SETTINGS)
        if "EventPattern" in settings:
            settings["EventPattern"] = json_text(settings["EventPattern"])
        arn = events.put_rule(Name=name, **settings)["RuleArn"]
        if given.get("Targets"):
            events.put_targets(Rule=name, Targets=given.get("Targets"))
        return arn

    def delete(context, ref, attributes):
        events = context.api("events")
        ids = [target["Id"] for target in events.list_targets_by_rule(Rule=ref)["Targets"]]
        if ids:
            events.remove_targets(Rule=ref, Ids=ids)
        events.delete_rule(Name=ref)


@resource_type("AWS::Scheduler::ScheduleGroup", "Name")
class ScheduleGroup:
    def create(context, given):
        name = given.get("Name", context.name)
        scheduler = context.api("scheduler")
        made = scheduler.create_schedule_group(Name=name, Tags=tag_list(given.get("Tags")))
        return name, {"Arn": made["ScheduleGroupArn"]}

    def delete(context, ref, attributes):
        context.api("scheduler").delete_schedule_group(Name=ref)


@resource_type("AWS::CloudWatch::Alarm", "AlarmName")
class Alarm:
    SETTINGS = (
        "ActionsEnabled",
        "AlarmActions",
        "AlarmDescription",
        "ComparisonOperator",
        "DatapointsToAlarm",
        "Dimensions",
        "EvaluationPeriods",
        "ExtendedStatistic",
        "InsufficientDataActions",
        "MetricName",
        "Metrics",
        "Namespace",
        "OKActions",
        "Period",
        "Statistic",
        "Tags",
        "Threshold",
        "TreatMissingData",
        "Unit",
    )

    def create(context, given):
        name = given.get("AlarmName", context.name)
        context.api("cloudwatch").put_metric_alarm(AlarmName=name, **given.pick(*Alarm.SETTINGS))
        return name, {"Arn": f"arn:aws:cloudwatch:{context.region}:{context.account}:alarm:{name}"}

    def update(context, ref, attributes, given, before):
        given.fixed(before, "AlarmName")
        return Alarm.create(context, given)

    def delete(context, ref, attributes):
        context.api("cloudwatch").delete_alarms(AlarmNames=[ref])
