"""JSONata for LocalStack's state machines without a Java machine: the package jsonata-python, plus AWS's own functions."""

import hashlib
import uuid

import jsonata


def _plain(value):
    """The evaluator's own lists and whole floats as JSON has them."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, range)) or type(value).__name__ in ("JList", "RangeList", "JsonataList"):
        return [_plain(item) for item in value]
    if value is jsonata.Utils.Utils.NULL_VALUE if hasattr(jsonata, "Utils") and hasattr(jsonata.Utils, "Utils") else False:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _hash(value, algorithm="SHA-256"):
    return hashlib.new(str(algorithm).replace("-", "").lower(), str(value).encode()).hexdigest()


def install(jsonata_module, intrinsic_module):
    """Replaces the evaluator of the module and drops its stubs for functions that it could not run."""

    def evaluate(expression):
        try:
            program = jsonata.Jsonata(expression)
            program.register_lambda("hash", _hash)
            program.register_lambda("uuid", lambda: str(uuid.uuid4()))
            return _plain(program.evaluate(None))
        except Exception as error:
            raise jsonata_module.JSONataException("UNKNOWN", str(error))

    jsonata_module._eval_jsonata = evaluate
    for stub in ("$hash", "$uuid"):
        intrinsic_module._DECLARATION_BY_VARIABLE_REFERENCE.pop(stub, None)
