"""How the desk looks: tokens, theme, sheet, fonts and icons."""
