"""The door as it lies in the folder: users, slots, header, failed knocks."""
