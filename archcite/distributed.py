"""Citations on many cores or machines: functions for pandas, Polars, Dask and Spark.

    >>> from archcite.distributed import PartitionCiter
    >>> PartitionCiter("mla")([{"item": '{"id": "a", "type": "book", "title": "Signs"}'}])[0]["entry"]
    'Signs.'

The guide “Many records” shows each of them.
"""

from __future__ import annotations

from archcite.integrations.dataframes.columns import rename_to_columns, to_column, to_field
from archcite.integrations.dataframes.partition_citer import COLUMNS, SCHEMA, PartitionCiter

__all__ = ["COLUMNS", "SCHEMA", "PartitionCiter", "rename_to_columns", "to_column", "to_field"]
