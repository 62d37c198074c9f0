"""The talk beside sound and picture: lines, files, hands, the plan."""
