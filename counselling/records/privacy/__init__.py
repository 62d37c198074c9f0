"""What a person may ask: told, corrected, restricted, erased; how long all is kept."""
