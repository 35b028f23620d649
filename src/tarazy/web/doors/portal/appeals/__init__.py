"""The register of appeals, open to everybody, without names."""
