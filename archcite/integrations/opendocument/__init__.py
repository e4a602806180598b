"""Citations in OpenDocument texts, which LibreOffice writes (``.odt``)."""
