"""German editors may type times as they are written in German."""

TIME_INPUT_FORMATS = ["%H:%M:%S", "%H:%M", "%H.%M", "%H:%M Uhr", "%H.%M Uhr", "%H Uhr", "%H"]
