import yaml

from .sequences import Suggestion


def as_yaml(suggestions: list[Suggestion]) -> str:
    """Automations in the form the home automation server imports."""
    automations = []
    for suggestion in suggestions:
        device, _, state = suggestion.trigger.partition("=")
        target, _, target_state = suggestion.action.partition("=")
        automations.append(
            {
                "alias": f"When {device} is {state}, set {target} to {target_state}",
                "trigger": [{"platform": "state", "entity_id": device, "to": state}],
                "action": [{"service": f"homeassistant.turn_{target_state}", "target": {"entity_id": target}}],
            }
        )
    return yaml.safe_dump(automations, sort_keys=False)
