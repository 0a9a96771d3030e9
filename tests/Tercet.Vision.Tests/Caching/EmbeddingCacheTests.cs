namespace Tercet.Vision.Tests.Caching;

public class EmbeddingCacheTests
{
    [Fact]
    public void Cached_images_are_not_encoded_again()
    {
        using var run = new CachedRun(20);
        var first = run.Expect(encoded: 20, fromCache: 0);
        Assert.Equal(first, run.Expect(encoded: 0, fromCache: 20));
    }

    [Fact]
    public void Images_are_cached_by_content_hash()
    {
        using var run = new CachedRun(5);
        var first = run.Expect(encoded: 5, fromCache: 0);
        File.Move(Path.Combine(run.Images, "3.png"), Path.Combine(run.Images, "moved.jpg"));
        run.Files[3] = "moved.jpg";
        Assert.Equal(first, run.Expect(encoded: 0, fromCache: 5));

        run.Write("2.png", seed: 99);
        var changed = run.Expect(encoded: 1, fromCache: 4);
        Assert.NotEqual(first[2], changed[2]);
        changed[2] = first[2];
        Assert.Equal(first, changed);
    }

    [Fact]
    public void Duplicates_are_encoded_once()
    {
        using var run = new CachedRun(3);
        File.Copy(Path.Combine(run.Images, "1.png"), Path.Combine(run.Images, "copy.png"));
        run.Files.AddRange(["copy.png", "0.png", null, "0.png"]);
        var rows = run.Expect(encoded: 3, fromCache: 0);
        Assert.Equal([rows[1], rows[0], rows[0]], new[] { rows[3], rows[4], rows[6] });
        Assert.All(rows[5], value => Assert.True(float.IsNaN(value)));
        run.Expect(encoded: 0, fromCache: 3);
    }

    [Fact]
    public void Encoders_have_separate_caches()
    {
        using var run = new CachedRun(3);
        run.Expect(encoded: 3, fromCache: 0);
        run.Expect(encoded: 3, fromCache: 0, new HogDescriptor());
        foreach (var options in new OnnxEncoderOptions[] { new(), new() { Normalize = true } })
        {
            using var encoder = OnnxEncoder.Open(Fixture.PathOf("models/convnet.onnx"), options);
            var rows = run.Expect(encoded: 3, fromCache: 0, encoder);
            Assert.Equal(rows, run.Expect(encoded: 0, fromCache: 3, encoder));
        }
        run.Expect(encoded: 0, fromCache: 3, new HogDescriptor());
        Assert.Equal(
            ["convnet", "convnet", "hog", "pixels"],
            Directory.GetDirectories(run.Cache).Select(part => Path.GetFileName(part).Split('-')[0])
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("external.onnx")]
    [InlineData("external.onnx.data")]
    public void Other_weights_are_another_encoder(string changed)
    {
        using var run = new CachedRun(3);
        using var folder = new TemporaryFolder();
        foreach (var file in (string[])["external.onnx", "external.onnx.data"])
            folder.Write(file, Fixture.BytesOf("models/" + file));
        var model = Path.Combine(folder.Path, "external.onnx");
        using (var encoder = OnnxEncoder.Open(model))
            run.Expect(encoded: 3, fromCache: 0, encoder);
        using (var encoder = OnnxEncoder.Open(model))
            run.Expect(encoded: 0, fromCache: 3, encoder);

        var bytes = Fixture.BytesOf("models/" + changed);
        if (changed == "external.onnx")
            bytes = [.. bytes, .. TinyField()]; // another producer
        else
            bytes[0] ^= 1;
        folder.Write(changed, bytes);
        using (var encoder = OnnxEncoder.Open(model))
            run.Expect(encoded: 3, fromCache: 0, encoder);
    }

    [Fact]
    public void Interrupted_work_is_resumed()
    {
        using var run = new CachedRun(200);
        using var cancellationToken = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(
            () => run.Embed(progress: new Stop(cancellationToken), cancellationToken: cancellationToken.Token, threads: 1));
        Assert.Equal(run.Expect(encoded: 136, fromCache: 64), run.Expect(encoded: 0, fromCache: 200));
    }

    [Fact]
    public void Failed_images_are_not_cached_but_the_others_are()
    {
        using var run = new CachedRun(5);
        File.WriteAllText(Path.Combine(run.Images, "4.png"), "no image");
        Assert.Throws<InvalidInputException>(() => run.Embed());
        run.Write("4.png", seed: 4);
        run.Expect(encoded: 1, fromCache: 4);
    }

    [Fact]
    public async Task Concurrent_embedders_may_share_a_cache()
    {
        using var run = new CachedRun(60);
        var expected = ImageEmbedder.Embed(
            new PixelDescriptor(), run.Files, run.Images, item => $"row {item}",
            cancellationToken: TestContext.Current.CancellationToken).Take();
        for (var round = 0; round < 3; round++)
        {
            if (Directory.Exists(run.Cache))
                Directory.Delete(run.Cache, recursive: true);
            var all = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => run.Embed().Take())));
            Assert.All(all, rows => Assert.Equal(expected, rows));
            Assert.Equal(expected, run.Expect(encoded: 0, fromCache: 60));
        }
    }

    [Fact]
    public async Task Concurrent_embedders_may_create_a_cache()
    {
        const int Embedders = 8;
        for (var round = 0; round < 10; round++)
        {
            using var run = new CachedRun(1);
            using var start = new Barrier(Embedders);
            await Task.WhenAll(Enumerable.Range(0, Embedders).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(TestContext.Current.CancellationToken);
                    run.Embed(threads: 1).Take();
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            run.Expect(encoded: 0, fromCache: 1);
        }
    }

    [Fact]
    public void A_matrix_stays_valid_while_its_cache_grows()
    {
        using var run = new CachedRun(10);
        using var first = run.Embed().Embeddings;
        var rows = Enumerable.Range(0, 10).Select(first.RowOf).ToList();
        for (var i = 10; i < 40; i++)
        {
            run.Files.Add($"{i}.png");
            run.Write($"{i}.png", i);
        }
        run.Expect(encoded: 30, fromCache: 10);
        Assert.Equal(rows, Enumerable.Range(0, 10).Select(first.RowOf));
    }

    [Fact]
    public void A_disposed_matrix_throws()
    {
        using var run = new CachedRun(1);
        var matrix = run.Embed().Embeddings;
        matrix.Dispose();
        matrix.Dispose();
        Assert.Throws<ObjectDisposedException>(() => matrix.RowOf(0));
    }

    [Fact]
    public void A_file_in_place_of_the_cache_folder_is_reported()
    {
        using var run = new CachedRun(1);
        File.WriteAllText(run.Cache, "");
        var problem = Assert.Throws<IOException>(() => run.Embed());
        Assert.StartsWith($"{run.Cache}: cannot use the embedding cache (", problem.Message);
        Assert.EndsWith(
            "). Check the path, permissions and free space, set `Cache` to another folder, or turn caching off.",
            problem.Message);
    }

    [Fact]
    public void A_read_only_cache_can_be_read_and_a_failed_write_is_reported()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions have no effect here.");
        if (OperatingSystem.IsWindows())
            return;
        using var run = new CachedRun(2);
        run.Expect(encoded: 2, fromCache: 0);
        var part = run.Part;
        File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(part))
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        try
        {
            run.Expect(encoded: 0, fromCache: 2);
            run.Write("1.png", seed: 9);
            Assert.StartsWith(
                $"{run.Cache}: cannot use the embedding cache (", Assert.Throws<IOException>(() => run.Embed()).Message);
        }
        finally
        {
            File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Fails for every user, even root: the segment cannot be opened.</summary>
    [Fact]
    public void A_segment_that_cannot_be_opened_is_reported()
    {
        using var run = new CachedRun(1);
        run.Expect(encoded: 1, fromCache: 0);
        var part = run.Part;
        File.Delete(Path.Combine(part, "1.keys"));
        Directory.CreateDirectory(Path.Combine(part, "1.keys"));
        Assert.StartsWith(
            $"{run.Cache}: cannot use the embedding cache (", Assert.Throws<IOException>(() => run.Embed()).Message);
    }

    /// <summary>A second producer_version of the model.</summary>
    private static byte[] TinyField() => [0x1A, 1, (byte)'2'];

    private sealed class Stop(CancellationTokenSource cancellationToken) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => cancellationToken.Cancel();
    }
}
