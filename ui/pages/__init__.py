"""The screens: each a view model without widgets and a page without rules."""
