namespace Tercet.Files.Tests.Sequences;

public sealed class BatchFilesTests : IDisposable
{
    private const string Header = "step,epoch,batch,slot,group,role,item,class,distance,target_hardness,hardness";

    private const string UpToGroup = """{"step":0,"epoch":0,"batch":0,"slot":0,"group":""";

    private readonly TempFolder _folder = new();

    public static TheoryData<TableFormat, bool, string, bool> Cases() => new(
        from format in Enum.GetValues<TableFormat>()
        from withFiles in new[] { true, false }
        from other in new[] { (Selector: "range", WithCatalog: false), (Selector: "random", WithCatalog: true) }
        select (format, withFiles, other.Selector, other.WithCatalog));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_written_is_read_back(TableFormat format, bool withFiles, string selector, bool withCatalog)
    {
        var choice = NegativeSelector.All.Single(s => s.Identity == selector);
        var miner = SmallRun.BatchMiner(withFiles, choice, withCatalog, testRatio: 0); // so that every class is there
        var batches = SmallRun.Mine(miner);
        string? FileOf(BatchItem item) =>
            withFiles ? (item.Role == ItemRole.Catalog ? miner.Items.Anchors : miner.Items.Items).KeyOf(item.Row) : null;
        var read = BatchReader.Read(Write("b", format, batches, miner.Items, miner.Plan.StepsPerEpoch)).ToList();
        Assert.Equal(batches.Count, read.Count);
        foreach (var (batch, rows) in batches.Zip(read))
        {
            Assert.Equal(batch.Items, rows.Select(row => row.Item));
            Assert.Equal(Enumerable.Range(0, batch.Items.Count), rows.Select(row => row.Slot));
            Assert.All(rows, row => Assert.Equal(
                (batch.Step, batch.Epoch, (int)batch.Step % miner.Plan.StepsPerEpoch, batch.TargetHardness),
                (row.Step, row.Epoch, row.Batch, row.TargetHardness)));
            Assert.Equal(batch.Items.Select(FileOf), rows.Select(row => row.File));
        }
        Assert.Equal(
            SmallRun.Classes.Order(StringComparer.Ordinal),
            read.SelectMany(rows => rows.Select(row => row.Item.Class)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(selector == "random", read.TrueForAll(rows => rows[0].TargetHardness is null));
        Assert.Equal(withFiles && withCatalog, read.Exists(rows => rows.Any(row => row.File == "猫 🐈.png")));
    }

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Jsonl)]
    public void The_same_batches_give_the_same_bytes(TableFormat format) =>
        Assert.Equal(
            File.ReadAllBytes(Write("first", format, SmallRun.Mine(SmallRun.BatchMiner()))),
            File.ReadAllBytes(Write("second", format, SmallRun.Mine(SmallRun.BatchMiner()))));

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Jsonl)]
    public void Numbers_keep_every_bit(TableFormat format)
    {
        double[] values = [0, double.Epsilon, 1e-300, 0.1, 1 / 3.0, Math.PI, 1, 123456789.125, 1e300, double.MaxValue];
        Batch Of(double value, int i) => new(
            i, 0, 0, long.MaxValue, i == 3 ? null : value,
            [
                new BatchItem(int.MaxValue, ItemRole.Catalog, int.MaxValue, "a", null, null),
                new BatchItem(0, ItemRole.Item, 0, "", value, values[^(i + 1)]),
            ]);
        Batch[] batches = [.. values.Select(Of)];
        var read = BatchReader.Read(Write("b", format, batches)).ToList();
        Assert.Equal(batches.SelectMany(batch => batch.Items), read.SelectMany(rows => rows.Select(row => row.Item)));
        Assert.Equal(
            batches.Select(batch => (batch.Step, batch.TargetHardness)),
            read.Select(rows => (rows[0].Step, rows[0].TargetHardness)));
    }

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Jsonl)]
    public void A_file_without_batches_is_read_as_one(TableFormat format) =>
        Assert.Empty(BatchReader.Read(Write("b", format, [])));

    [Fact]
    public void Parquet_of_several_row_groups_is_read_whole_with_batches_across_their_ends()
    {
        const int Rows = 3 * (1 << 17) / 2, PerBatch = 1000;
        BatchItem[] items =
        [
            .. Enumerable.Range(0, PerBatch).Select(i => new BatchItem(
                i % 3, i % 2 == 0 ? ItemRole.Catalog : ItemRole.Item, i, $"c{i / 2}", i < 2 ? null : i, i < 2 ? null : 0.5)),
        ];
        Batch Of(int step) => new(step, 0, 0, 0, step % 2 == 0 ? null : 0.25, items);
        Batch[] batches = [.. Enumerable.Range(0, Rows / PerBatch).Select(Of)];
        var read = BatchReader.Read(Write("b", TableFormat.Parquet, batches)).ToList();
        Assert.Equal(batches.Select(batch => batch.Step), read.Select(rows => rows[0].Step));
        Assert.All(read, rows => Assert.Equal(items, rows.Select(row => row.Item)));
        Assert.Equal(batches.Select(batch => batch.TargetHardness), read.Select(rows => rows[^1].TargetHardness));
    }

    [Fact]
    public void Csv_and_json_lines_look_as_documented()
    {
        const int PerEpoch = 3;
        Batch[] batches =
        [
            new(
                0, 0, 0, 0, 0.125,
                [new BatchItem(0, ItemRole.Catalog, 4, "a,b", null, null), new BatchItem(0, ItemRole.Item, 5, "c\"d", 1e-7, 1)]),
            new(PerEpoch + 1, 1, 0, 0, null, [new BatchItem(1, ItemRole.Item, 6, "猫", 0.5, 0)]),
        ];
        Assert.Equal(
            $"{Header}\n0,0,0,0,0,catalog,4,\"a,b\",,0.125,\n"
            + "0,0,0,1,0,item,5,\"c\"\"d\",1E-07,0.125,1\n4,1,1,0,1,item,6,猫,0.5,,0\n",
            File.ReadAllText(Write("b", TableFormat.Csv, batches, batchesPerEpoch: PerEpoch)));
        Assert.Equal(
            """{"step":0,"epoch":0,"batch":0,"slot":0,"group":0,"role":"catalog","item":4,"class":"a,b","distance":"""
            + """null,"target_hardness":0.125,"hardness":null}""" + "\n"
            + """{"step":0,"epoch":0,"batch":0,"slot":1,"group":0,"role":"item","item":5,"class":"c\"d","distance":"""
            + """1E-07,"target_hardness":0.125,"hardness":1}""" + "\n",
            File.ReadAllText(Write("b", TableFormat.Jsonl, batches[..1])));
    }

    [Fact]
    public void Columns_may_stand_in_another_order_beside_others()
    {
        var path = _folder.Write(
            "b.csv",
            "extra,class,role,step,hardness,item,batch,epoch,slot,distance,target_hardness,group\n"
            + ",\"a,b\",catalog,7,,3,1,2,0,,0.5,4\n,c,item,7,0.25,9,1,2,1,1.5,0.5,4\n");
        Assert.Equal(
            [
                new BatchRow(7, 2, 1, 0, 0.5, new BatchItem(4, ItemRole.Catalog, 3, "a,b", null, null), null),
                new BatchRow(7, 2, 1, 1, 0.5, new BatchItem(4, ItemRole.Item, 9, "c", 1.5, 0.25), null),
            ],
            Assert.Single(BatchReader.Read(path)));
    }

    [Fact]
    public void Files_of_another_extension_are_refused() =>
        Assert.Equal(
            "b.txt: batches are in .parquet, .csv or .jsonl files, not in '.txt'.",
            _folder.FaultOf(() => _ = BatchReader.Read(_folder["b.txt"]).ToList()));

    [Fact]
    public void Files_that_lack_columns_are_refused()
    {
        const string Lacking = "epoch, batch, slot, group, role, item, class, distance, target_hardness, hardness.";
        Assert.Equal($"b.csv: no batches, since it lacks the columns {Lacking}", FaultOf("b.csv", "step,other\n1,2\n"));
        Assert.Equal($"b.jsonl: no batches, since it lacks the columns {Lacking}", FaultOf("b.jsonl", "{\"step\": 1}\n"));
        _folder.Write("b.parquet", Fixture.BytesOf("no-list.parquet"));
        Assert.StartsWith(
            "b.parquet: no batches, since it lacks the columns step, epoch,",
            _folder.FaultOf(() => _ = BatchReader.Read(_folder["b.parquet"]).ToList()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b.csv", "")]
    [InlineData("b.csv", "{header}1,2,x,4,5,item,6,a,,,\n")]
    [InlineData("b.csv", "{header}1,2,3,4,5,item,6,a,much,,\n")]
    [InlineData("b.csv", "{header}1,2,3\n")]
    [InlineData("b.csv", "{header}1,2,3,4,5,item,6,\"a,,,\n")]
    [InlineData("b.csv", "{header}1,2,3,4,99999999999,item,6,a,,,\n")]
    [InlineData("b.jsonl", "{\"step\": 1")]
    [InlineData("b.jsonl", "[1, 2]\n")]
    [InlineData("b.jsonl", "no json\n")]
    [InlineData("b.jsonl", UpToGroup + """0,"role":"item","item":4,"class":null,{measures}}""")]
    [InlineData("b.jsonl", UpToGroup + """null,"role":"item","item":4,"class":"a",{measures}}""")]
    [InlineData("b.parquet", "")]
    [InlineData("b.parquet", "PAR1 and no more than that PAR1")]
    public void Broken_files_are_refused(string name, string text)
    {
        text = text.Replace("{header}", Header + "\n", StringComparison.Ordinal)
            .Replace("{measures}", "\"distance\":null,\"target_hardness\":0.125,\"hardness\":null", StringComparison.Ordinal);
        Assert.StartsWith($"{name}: not a readable file of batches (", FaultOf(name, text), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_role_is_refused() =>
        Assert.Equal(
            "b.csv: role 'Items'; expected catalog or item. Form the batches again with 'tercet mine'.",
            FaultOf("b.csv", $"{Header}\n1,2,3,4,5,Items,6,a,,,\n"));

    private string Write(
        string name, TableFormat format, IEnumerable<Batch> batches, LabeledItems? items = null, int batchesPerEpoch = 1_000_000)
    {
        var path = _folder[name + TableFormats.ExtensionOf(format)];
        using var writer = new BatchWriter(
            path, format, items ?? SmallRun.Items(withFiles: false), batchesPerEpoch, ItemColumns.Ids);
        foreach (var batch in batches)
            writer.Write(batch);
        writer.Complete();
        return path;
    }

    private string FaultOf(string name, string text)
    {
        var path = _folder.Write(name, text);
        return _folder.FaultOf(() => _ = BatchReader.Read(path).ToList());
    }
}
