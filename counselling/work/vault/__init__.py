"""The vault opened, shut, backed up and looked after: at the desk and without one."""
