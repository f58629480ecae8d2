// The chooser would put today, or the time it is, in place of a date or time that it cannot read; the server says what is wrong instead.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
