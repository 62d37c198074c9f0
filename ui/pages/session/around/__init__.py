"""Who is in the room, at the door and behind it: seen, named, let in, and what can be done."""
