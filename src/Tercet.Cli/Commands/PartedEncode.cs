using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Parts;
using Tercet.Vision;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary>Embeddings of images, made in parts: each a range of rows.</summary>
internal sealed class PartedEncode(EncodeJob job) : IPartedJob
{
    public string Make => "embeddings";

    public RunKind Kind => RunKind.Embeddings;

    public string Out => job.Out;

    public IPartedWork Open(RunPlan? plan, ProgressDisplay display, CancellationToken cancellationToken)
    {
        var file = job.ReadTable();
        var encoder = job.Encoding.Open();
        try
        {
            List<ManifestInput> inputs = [new("data", job.Data, file.Sha256, file.EncodingName)];
            if (encoder is OnnxEncoder model)
                inputs.Add(new ManifestInput("encoder", job.Encoding.Encoder, model.Sha256));
            var folders = new Dictionary<string, ItemTable>();
            if (Directory.Exists(job.Data))
                folders.Add("data", file.Table);
            if (plan is not null)
                PlannedInputs.RequireSame(plan, inputs, folders);
            var work = new Work(job, file, encoder, plan?.Inputs ?? PlannedInputs.Note(inputs, folders));
            if (plan is null)
                display.Run("Hashing images", progress => work.HashImages(progress, cancellationToken));
            return work;
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    private sealed class Work(EncodeJob job, ItemTableFile file, ImageEncoder encoder, IReadOnlyList<PlannedInput> inputs) : IPartedWork
    {
        private const int ImagesPerPart = 10_000, MeasuredImages = 32;

        /// <summary>Bytes of an image's hash in the plan: enough to tell images apart, few enough for a million of them.</summary>
        private const int MarkBytes = 8;

        private byte[] _digests = [];

        public IReadOnlyList<PlannedInput> Inputs => inputs;

        public IReadOnlyList<string> Notes => file.Notes;

        public ManifestOptions? Options => null;

        public string Unit => "rows";

        private ItemTable Table => file.Table;

        public IReadOnlyList<PlannedPart> Divide(int? count, CancellationToken cancellationToken)
        {
            var parts = Math.Min(Table.Count, count ?? (Table.Count + ImagesPerPart - 1) / ImagesPerPart);
            return
            [
                .. Enumerable.Range(0, parts).Select(part => (
                    Start: (long)part * Table.Count / parts, End: (part + 1L) * Table.Count / parts))
                    .Select(part => new PlannedPart(part.Start, part.End, part.End - part.Start, 0, MarksOf(
                        _digests.AsSpan((int)part.Start * SHA256.HashSizeInBytes, (int)(part.End - part.Start) * SHA256.HashSizeInBytes)))),
            ];
        }

        /// <summary>Hashes all images, for a plan.</summary>
        public void HashImages(IProgress<WorkProgress> progress, CancellationToken cancellationToken) =>
            _digests = ImageEmbedder.HashFiles(
                FilesOf(0, Table.Count), job.Folder, job.Encoding.Options.MaxDegreeOfParallelism, progress, cancellationToken);

        public PlanCost Measure(IReadOnlyList<PlannedPart> parts, CancellationToken cancellationToken)
        {
            var start = ThisProcess.Age;
            var most = parts.Max(part => part.Steps);
            var few = Math.Min(MeasuredImages, most);
            double Time(long images)
            {
                var watch = Stopwatch.StartNew();
                Embed(new PlannedPart(0, images, images, 0), null, BadImageHandling.Skip, cancellationToken).Dispose();
                return watch.Elapsed.TotalSeconds;
            }

            var (one, more) = (Time(1), Time(few));
            var perImage = few == 1 ? more : Math.Max(0, more - one) / (few - 1);
            return new PlanCost(
                Math.Round(start + one + perImage * most, 1), ThisProcess.MemoryWith(0) + most * encoder.Dimensions * sizeof(float),
                job.Encoding.Options.MaxDegreeOfParallelism);
        }

        public void Make(PlannedPart part, PartWriter writer, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
        {
            using var embedded = Embed(part, progress, job.Encoding.Options.OnBadImage, cancellationToken);
            RequireSameImages(part, embedded);
            writer.Write(output =>
            {
                output.Write(embedded.Faults.Count);
                foreach (var (item, fault) in embedded.Faults.OrderBy(fault => fault.Key))
                {
                    output.Write((int)part.Start + item);
                    output.Write(fault);
                }
                output.Write(encoder.Dimensions);
                var values = new float[encoder.Dimensions];
                for (var i = 0; i < part.End - part.Start; i++)
                    output.Write(MemoryMarshal.AsBytes(embedded.Rows.Read(i, 0, values)));
            });
        }

        public IPartedResult Merge(
            RunFolder folder, PartsFolder parts, ProgressDisplay display, CancellationToken cancellationToken)
        {
            List<string> badImages = [];
            display.Run("Merging parts", progress =>
            {
                using var npy = new NpyWriter(folder.StagingPath(EmbeddingRecord.MatrixName), Table.Count, encoder.Dimensions);
                var values = new float[encoder.Dimensions];
                for (var number = 0; number < parts.Plan.Parts.Count; number++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    using var input = parts.Open(number);
                    for (var faults = input.ReadInt32(); faults > 0; faults--)
                        badImages.Add($"{Table.Describe(input.ReadInt32())}: {input.ReadString()}");
                    if (input.ReadInt32() != encoder.Dimensions)
                        throw new InvalidInputException($"{parts.PathOf(number)}: of another dimension than {encoder.Dimensions}.");
                    for (var row = parts.Plan.Parts[number].Start; row < parts.Plan.Parts[number].End; row++)
                    {
                        input.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
                        npy.WriteRow((int)row, values);
                    }
                    progress.Report(new WorkProgress("", number + 1, parts.Plan.Parts.Count));
                }
                npy.Complete();
            });
            var record = new EmbeddingRecord(
                parts.Plan.Version, parts.Plan.Command, [.. inputs.Select(input => input.Input)], ImageEncoding.Describe(encoder),
                Table.Count, badImages, [EmbeddingRecord.MatrixName]);
            folder.Write(EmbeddingRecord.FileName, record.ToJson());
            cancellationToken.ThrowIfCancellationRequested();
            folder.Commit();
            return new Result(job.Out, encoder.Dimensions, record, job.Data);
        }

        public IPartedResult? Find(CancellationToken cancellationToken) => null;

        public void Dispose() => encoder.Dispose();

        private EmbeddedPart Embed(
            PlannedPart part, IProgress<WorkProgress>? progress, BadImageHandling onBadImage, CancellationToken cancellationToken)
        {
            var start = (int)part.Start;
            return ImageEmbedder.EmbedPart(
                encoder, FilesOf(start, (int)part.End), job.Folder, item => $"{job.Data}, {Table.LocationOf(start + item)}",
                job.Encoding.Options with { OnBadImage = onBadImage }, progress, cancellationToken);
        }

        private string?[] FilesOf(int start, int end) =>
            [.. Enumerable.Range(start, end - start).Select(row => Table.Files![row] is { Length: > 0 } name ? name : null)];

        private void RequireSameImages(PlannedPart part, EmbeddedPart embedded)
        {
            var (planned, found) = (part.Images ?? "", MarksOf(embedded.Digests.Span));
            if (planned == found)
                return;
            var (before, now) = (Convert.FromBase64String(planned), Convert.FromBase64String(found));
            List<string> changed =
            [
                .. Enumerable.Range(0, now.Length / MarkBytes)
                    .Where(image => !before.AsSpan(image * MarkBytes, MarkBytes).SequenceEqual(now.AsSpan(image * MarkBytes, MarkBytes)))
                    .Select(image => Table.Describe((int)part.Start + image)),
            ];
            throw new InvalidInputException(
                Invariant($"{changed.Count:N0} of {part.Steps:N0} images of the part have changed since the plan was made"), changed, "Restore them, or plan again.");
        }

        private static string MarksOf(ReadOnlySpan<byte> digests)
        {
            var marks = new byte[digests.Length / SHA256.HashSizeInBytes * MarkBytes];
            for (var image = 0; image * MarkBytes < marks.Length; image++)
                digests.Slice(image * SHA256.HashSizeInBytes, MarkBytes).CopyTo(marks.AsSpan(image * MarkBytes));
            return Convert.ToBase64String(marks);
        }
    }

    private sealed record Result(string Folder, int Dimensions, EmbeddingRecord Record, string Data) : IPartedResult
    {
        public void Print(ProgressDisplay display)
        {
            var path = Path.Combine(Folder, EmbeddingRecord.MatrixName);
            Console.WriteLine(Invariant($"{Record.Rows:N0} rows of {Dimensions:N0} components, float32, in {path}."));
            Console.WriteLine();
            ConsoleSummary.WritePairs([("encoder", Record.Encoder.Description), ("time", display.Times)]);
            if (Record.BadImages.Count > 0)
            {
                ConsoleSummary.WriteNotes(
                    [Invariant($"{Record.BadImages.Count:N0} images cannot be used; their embeddings are NaN: see {EmbeddingRecord.FileName}.")]);
            }
            ConsoleSummary.WriteNext(
            [
                (
                    $"tercet mine --data {Invocation.Quote(Data)} --embeddings {Invocation.Quote(path)} --out RUN",
                    "triplets from these embeddings"),
            ]);
        }

        public string ToJson() => System.Text.Encoding.UTF8.GetString(Record.ToJson()).TrimEnd();
    }
}
