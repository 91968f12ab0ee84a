#!/usr/bin/env python3
"""Clusters quotations on Apache Spark, as `wic-verify align` does on one machine.

    python3 align_quotations.py --program wic-verify --output clusters QUOTES...

reads JSON lines or Parquet with "id" and "text" (with --articles: articles, whose direct quotations are taken first) and writes the lines of
`wic-verify align` as JSON lines, or Parquet with --format parquet. Needs the `pyspark` wheel (or a cluster's own Spark) and the program, nothing else.

Every stage that knows about quotations is `wic-verify stage NAME` behind SQL TRANSFORM: lines in, lines out, no state between
partitions, exit status 2 on a line that cannot be read, which fails the job. Spark shuffles, joins and finds the connected components.
The result is that of one process on the same input. See README.md for the stages, their sizes and their cost.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time

from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

# Run as found on the path that Spark gives its scripts, in the folder where it puts the files of a job.
WRAPPER = '#!/bin/sh\ncd "${0%/*}" && exec ./wic-verify.job stage "$@"\n'
STOCK = "stock.keys"
RESULT = "id STRING, cluster STRING, relation STRING, score DOUBLE, also ARRAY<STRING>"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0], epilog="Exit status: 0 done; 1 otherwise.")
    parser.add_argument("inputs", nargs="+", metavar="QUOTES", help="files or folders of JSON lines or Parquet")
    parser.add_argument("--output", required=True, help="folder to write to; must not exist")
    parser.add_argument("--format", choices=["jsonl", "parquet"], default="jsonl", help="what to write [jsonl]")
    parser.add_argument("--program", default=shutil.which("wic-verify"), help="the wic-verify to run [the one on the path]")
    parser.add_argument("--master", help="a Spark master, such as local[4]; with spark-submit, leave it out")
    parser.add_argument("--articles", action="store_true", help="read articles, and take their direct quotations")
    parser.add_argument("--partitions", type=int, help="partitions of each shuffle [twice the cores]")
    parser.add_argument("--work", help="folder for what lies between the stages, on storage that all machines share [OUTPUT.work]")
    return parser.parse_args()


class Job:
    """The stages, on one session."""

    def __init__(self, spark: SparkSession, program: str, work: str, partitions: int):
        self.spark, self.work, self.partitions = spark, work, partitions
        self.files = tempfile.mkdtemp(prefix="wic-verify-spark-")
        self.ship("wic-verify.job", program)
        wrapper = os.path.join(self.files, "wic-verify.stage")
        with open(wrapper, "w", encoding="ascii") as file:
            file.write(WRAPPER)
        spark.sparkContext.addFile(wrapper)
        self.views = 0

    def ship(self, name: str, path: str) -> None:
        """Gives every executor a file under a name."""
        copy = os.path.join(self.files, name)
        shutil.copy(path, copy)
        self.spark.sparkContext.addFile(copy)

    def stage(self, rows: DataFrame, command: str, *columns: str) -> DataFrame:
        """Runs `wic-verify stage COMMAND` over each partition; its output has these columns."""
        self.views += 1
        view = f"rows{self.views}"
        rows.createOrReplaceTempView(view)
        row_format = r"ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'"
        return self.spark.sql(
            f"SELECT TRANSFORM({', '.join(rows.columns)}) {row_format} USING 'wic-verify.stage {command}'"
            f" AS ({', '.join(c + ' STRING' for c in columns)}) {row_format} FROM {view}"
        )

    def keep(self, rows: DataFrame, name: str) -> DataFrame:
        """Writes an intermediate result, so that what follows does not run again what came before."""
        path = os.path.join(self.work, name)
        rows.write.mode("overwrite").option("compression", "zstd").parquet(path)
        return self.spark.read.parquet(path)

    def lines(self, inputs: list[str]) -> DataFrame:
        """The inputs as JSON lines, those that are blank left out."""
        parts = []
        for path in inputs:
            if is_parquet(path):
                parts.append(self.spark.read.parquet(path).select(F.to_json(F.struct("*")).alias("line")))
            else:
                text = self.spark.read.option("lineSep", "\n").text(path).withColumnRenamed("value", "line")
                parts.append(text.where(F.trim("line") != ""))
        lines = parts[0]
        for part in parts[1:]:
            lines = lines.union(part)
        return lines

    def families(self, links: DataFrame) -> DataFrame:
        """The connected components of links: (node, family), the family named after its least node.

        Alternating large and small stars (Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii: Connected Components in MapReduce
        and Beyond, 2014): each round hangs the neighbours of a node under the least one, until nothing changes.
        """
        edges = self.keep(links.select(F.greatest("small", "large").alias("u"), F.least("small", "large").alias("v")).distinct(), "edges0")
        before, rounds = None, 0
        while True:
            both = edges.union(edges.select(F.col("v").alias("u"), F.col("u").alias("v")))
            least = both.groupBy("u").agg(F.min("v").alias("m")).select("u", F.least("u", "m").alias("m"))
            large = both.join(least, "u").where("v > u").select(F.col("v").alias("u"), F.col("m").alias("v")).distinct()
            least = large.groupBy("u").agg(F.min("v").alias("m"))
            small = large.join(least, "u").where("v <> m").select(F.col("v").alias("u"), F.col("m").alias("v"))
            stars = small.union(least.select("u", F.col("m").alias("v"))).where("u <> v").distinct()
            rounds += 1
            edges = self.keep(stars, f"edges{rounds}")
            now = edges.agg(F.count("*"), F.sum(F.xxhash64("u", "v").cast("decimal(38,0)"))).first()
            if now == before:
                break
            before = now
        say(f"connected components: {rounds} rounds")
        return edges.select(F.col("u").alias("node"), F.col("v").alias("family")).union(
            edges.select(F.col("v").alias("node"), F.col("v").alias("family")).distinct()
        )

    def run(self, inputs: list[str], articles: bool) -> tuple[DataFrame, int]:
        """The lines of `wic-verify align`, and how many quotations were read."""
        lines = self.lines(inputs)
        if articles:
            lines = self.keep(self.stage(lines, "extract", "line"), "quotations")
        quotations = self.keep(self.stage(lines, "words", "sequence", "words", "text", "id"), "words")
        read, given = quotations.count(), lines.count()
        if read != given:
            raise SystemExit(f"{given} quotations were given, {read} came back from `wic-verify stage words`")
        sequences = self.keep(quotations.groupBy("sequence").agg(F.first("words").alias("words"), F.count("*").alias("count")), "sequences")
        distinct = sequences.count()
        say(f"{read} quotations, {distinct} distinct")

        size = f"--sequences {distinct}"
        keys = self.stage(sequences, f"keys {size}", "key", "sequence", "words", "count")
        buckets = keys.repartition(self.partitions, "key").sortWithinPartitions("key", "sequence").persist(StorageLevel.DISK_ONLY)
        stock = [row.key for row in self.stage(buckets, f"stock {size}", "key").collect()]
        with open(os.path.join(self.files, STOCK), "w", encoding="ascii") as file:
            file.writelines(f"{key}\n" for key in stock)
        self.spark.sparkContext.addFile(os.path.join(self.files, STOCK))
        size += f" --stock {STOCK}"
        links = self.keep(self.stage(buckets, f"bucket {size}", "small", "large", "score", "kind").distinct(), "links")
        buckets.unpersist()
        say(f"{len(stock)} keys of stock phrases, {links.count()} links")

        families = self.keep(self.families(links), "families")
        own = quotations.join(families, quotations.sequence == families.node, "left")
        rows = own.select(F.coalesce("family", "sequence").alias("family"), F.lit("q").alias("kind"), "sequence", "words", "text", "id")
        tied = links.join(families, links.small == families.node)
        rows = rows.union(tied.select("family", F.lit("l"), "small", "large", "score", "kind"))
        rows = rows.repartition(self.partitions, "family").drop("family")
        return self.stage(rows, f"label {size}", "line"), read


def is_parquet(path: str) -> bool:
    """Whether a file or folder holds Parquet, by its name or that of its files."""
    if path.rstrip("/").endswith(".parquet"):
        return True
    return os.path.isdir(path) and any(name.endswith(".parquet") for name in os.listdir(path))


def say(message: str) -> None:
    print(f"align_quotations: {message}", file=sys.stderr, flush=True)


def main() -> int:
    args = arguments()
    if not args.program or not os.access(args.program, os.X_OK):
        say(f"no program at {args.program!r}; name it with --program")
        return 1
    builder = SparkSession.builder.appName("align_quotations").config("spark.ui.showConsoleProgress", "false")
    if args.master:
        builder = builder.master(args.master)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    partitions = args.partitions or 2 * spark.sparkContext.defaultParallelism
    spark.conf.set("spark.sql.shuffle.partitions", partitions)
    work = args.work or args.output.rstrip("/") + ".work"
    began = time.monotonic()
    job = Job(spark, args.program, work, partitions)
    try:
        lines, read = job.run(args.inputs, args.articles)
        if args.format == "parquet":
            lines.select(F.from_json("line", RESULT).alias("row")).select("row.*").write.parquet(args.output)
            written = spark.read.parquet(args.output).where("id IS NOT NULL").count()
        else:
            lines.write.text(args.output)
            written = spark.read.text(args.output).count()
        executors = spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
        say(f"{written} of {read} written, {max(1, len(executors) - 1)} executors, {time.monotonic() - began:.0f} s")
        if written != read:
            say("records are missing")
            return 1
        return 0
    except Exception as error:  # a failed stage comes as one of several types, with the Java trace behind it
        say(str(error).split("\n\tat ")[0][:2000])
        return 1
    finally:
        shutil.rmtree(job.files, ignore_errors=True)
        if not args.work and "://" not in work:
            shutil.rmtree(work, ignore_errors=True)
        spark.stop()


if __name__ == "__main__":
    sys.exit(main())
