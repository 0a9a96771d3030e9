using System.Security.Cryptography;
using Tercet.Vision.Tests.Images;

namespace Tercet.Vision.Tests;

public class ImageEmbedderTests
{
    [Fact]
    public void Rows_and_digest_do_not_depend_on_the_degree_of_parallelism()
    {
        using var folder = new TemporaryFolder();
        var files = Enumerable.Range(0, 100).Select(i => $"{i}.png").ToArray();
        for (var i = 0; i < files.Length; i++)
            folder.Write(files[i], TestImages.Drawn(i, 20 + i, 30));

        var expected = Embed(files, folder.Path, threads: 1);
        var rows = expected.Take();
        foreach (var threads in new[] { 0, 2, 7 })
        {
            var again = Embed(files, folder.Path, threads);
            Assert.Equal(expected.Sha256, again.Sha256);
            Assert.Equal(rows, again.Take());
        }
    }

    [Fact]
    public void Row_i_is_the_embedding_of_file_i()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", TestImages.Drawn(1, 48, 48));
        folder.Write("b.png", TestImages.Drawn(2, 48, 48));
        var embedded = Embed(["a.png", Path.Combine(folder.Path, "b.png"), "a.png"], folder.Path);

        Assert.Equal((3, 1764), (embedded.Embeddings.Count, embedded.Embeddings.Dimensions));
        var rows = embedded.Take();
        Assert.Equal(rows[0], rows[2]);
        Assert.NotEqual(rows[0], rows[1]);
    }

    [Fact]
    public void The_digest_is_that_of_the_file_digests_in_order()
    {
        using var folder = new TemporaryFolder();
        var (a, b) = (TestImages.Drawn(1, 48, 48), TestImages.Drawn(2, 48, 48));
        folder.Write("a.png", a);
        folder.Write("b.png", b);
        var expected = SHA256.HashData([.. SHA256.HashData(b), .. SHA256.HashData(a)]);
        var embedded = Embed(["b.png", "a.png"], folder.Path);
        embedded.Embeddings.Dispose();
        Assert.Equal(Convert.ToHexStringLower(expected), embedded.Sha256);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Files_are_hashed_as_they_are_when_embedded(int threads)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", TestImages.Drawn(1, 48, 48));
        folder.Write("b.png", TestImages.Drawn(2, 48, 48));
        string?[] files = ["a.png", null, "missing.png", Path.Combine(folder.Path, "b.png")];
        byte[] expected =
        [
            .. SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.Path, "a.png"))), .. new byte[64],
            .. SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.Path, "b.png"))),
        ];
        Assert.Equal(expected, ImageEmbedder.HashFiles(
            files, folder.Path, threads, cancellationToken: TestContext.Current.CancellationToken));
        using var encoder = new HogDescriptor();
        using var part = ImageEmbedder.EmbedPart(
            encoder, files, folder.Path, options: new ImageEmbedderOptions { OnBadImage = BadImageHandling.Skip },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected, part.Digests.ToArray());
    }

    [Fact]
    public void All_bad_files_are_reported_at_once()
    {
        const string Advice = "Choose another folder of images, correct the paths, replace the files, or skip these items "
            + "(`OnBadImage` = Skip).";
        using var folder = new TemporaryFolder();
        var png = TestImages.Drawn(1, 48, 48);
        folder.Write("good.png", png);
        folder.Write("empty.png", []);
        folder.Write("cut.png", png[..(png.Length / 2)]);
        folder.Write("text.png", "hello"u8.ToArray());
        Directory.CreateDirectory(Path.Combine(folder.Path, "sub"));

        var problem = Assert.Throws<InvalidInputException>(() =>
            Embed(["good.png", "lost.png", "empty.png", "cut.png", "text.png", "sub"], folder.Path));
        Assert.Equal(
            $"""
            5 of 6 images cannot be used:
              items.csv, row 3: 'lost.png': no such file
              items.csv, row 4: 'empty.png': an empty file
              items.csv, row 5: 'cut.png': a truncated image
              items.csv, row 6: 'text.png': not an image in PNG, JPEG, WebP, GIF or BMP
              items.csv, row 7: 'sub': a folder, not an image
            Relative paths start from {folder.Path}. {Advice}
            """.ReplaceLineEndings("\n"), problem.Message);
    }

    [Fact]
    public void Ten_bad_files_are_shown_and_the_others_counted()
    {
        using var folder = new TemporaryFolder();
        var files = Enumerable.Range(0, 1200).Select(i => $"{i}.png").ToArray();
        var problem = Assert.Throws<InvalidInputException>(() => Embed(files, folder.Path, threads: 3));
        Assert.StartsWith("1,200 of 1,200 images cannot be used:\n  items.csv, row 2: '0.png': no such file\n", problem.Message);
        Assert.Contains("row 11: '9.png'", problem.Message);
        Assert.DoesNotContain("row 12", problem.Message);
        Assert.Contains("\n  … and 1190 more\n", problem.Message);
    }

    [Fact]
    public void A_missing_folder_is_reported()
    {
        var problem = Assert.Throws<InvalidInputException>(() => Embed(["a.png"], "nowhere"));
        Assert.Equal("nowhere: no such folder. Expected the folder that contains the images. Check its path.", problem.Message);
    }

    [Fact]
    public void Progress_ends_at_the_total()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", TestImages.Drawn(1, 48, 48));
        var reports = new Reports();
        Embed([.. Enumerable.Repeat("a.png", 70)], folder.Path, threads: 1, reports).Embeddings.Dispose();
        Assert.Equal([new("embedding images", 64, 70), new("embedding images", 70, 70)], reports);
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<OperationCanceledException>(() =>
            ImageEmbedder.Embed(
                new HogDescriptor(), ["a.png"], folder.Path, Row, cancellationToken: new CancellationToken(canceled: true)));
    }

    private static EmbeddedImages Embed(
        string[] files, string folder, int threads = 0, IProgress<WorkProgress>? progress = null) =>
        ImageEmbedder.Embed(
            new HogDescriptor(), files, folder, Row, new ImageEmbedderOptions { MaxDegreeOfParallelism = threads }, progress,
            TestContext.Current.CancellationToken);

    private static string Row(int item) => $"items.csv, row {item + 2}";

    private sealed class Reports : List<WorkProgress>, IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => Add(value);
    }
}
