"""The risk: what the model says about a person, in words, in pictures, and what it rests on."""
