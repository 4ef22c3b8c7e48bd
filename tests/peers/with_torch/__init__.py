"""What needs PyTorch to be imported at all: large chapters record from here."""
