"""Make the files of this folder anew, byte for byte the same."""

from pathlib import Path

from workbench.samples import generate

if __name__ == "__main__":
    generate(Path(__file__).parent)
