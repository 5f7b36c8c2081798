"""What the room prints and exports."""
