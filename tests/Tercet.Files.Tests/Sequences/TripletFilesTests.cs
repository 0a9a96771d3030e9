namespace Tercet.Files.Tests.Sequences;

public sealed class TripletFilesTests : IDisposable
{
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
        var miner = SmallRun.TripletMiner(withFiles, choice, withCatalog, testRatio: 0); // so that every class is there
        var triplets = SmallRun.Mine(miner);
        var (items, anchors) = (miner.Items.Items, miner.Items.Anchors);
        var rows = TripletReader.Read(Write("t", format, triplets, miner.Items)).ToList();
        Assert.Equal(triplets, rows.Select(row => row.Triplet));
        Assert.Equal(selector == "random", rows.All(row => row.Triplet.TargetHardness is null));
        foreach (var row in rows)
        {
            var t = row.Triplet;
            Assert.Equal(
                withFiles ? (anchors.KeyOf(t.Anchor), items.KeyOf(t.Positive), items.KeyOf(t.Negative)) : (null, null, null),
                (row.AnchorFile, row.PositiveFile, row.NegativeFile)!);
        }
        Assert.Equal(withFiles && withCatalog, rows.Any(row => row.AnchorFile == "猫 🐈.png"));
    }

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Jsonl)]
    public void The_same_triplets_give_the_same_bytes(TableFormat format) =>
        Assert.Equal(
            File.ReadAllBytes(Write("first", format, SmallRun.Mine(SmallRun.TripletMiner()))),
            File.ReadAllBytes(Write("second", format, SmallRun.Mine(SmallRun.TripletMiner()))));

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Jsonl)]
    public void Numbers_keep_every_bit(TableFormat format)
    {
        double[] values = [0, double.Epsilon, 1e-300, 0.1, 1 / 3.0, Math.PI, 1, 123456789.125, 1e300, double.MaxValue];
        Triplet Of(double value, int i) => new(
            long.MaxValue - 100 + i, int.MaxValue, i, int.MaxValue, 0, i, "a", "b", value, values[^(i + 1)],
            i == 3 ? null : value, value, int.MaxValue);
        Triplet[] triplets = [.. values.Select(Of)];
        Assert.Equal(triplets, TripletReader.Read(Write("t", format, triplets)).Select(row => row.Triplet));
    }

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Jsonl)]
    public void A_file_without_triplets_is_read_as_one(TableFormat format) =>
        Assert.Empty(TripletReader.Read(Write("t", format, [])));

    [Fact]
    public void Parquet_of_several_row_groups_is_read_whole()
    {
        const int Count = (1 << 17) + 10;
        List<Triplet> triplets =
            [.. Enumerable.Range(0, Count).Select(i => new Triplet(i, 0, 0, i % 7, i % 5, i % 3, "a", "b", 1, 2, null, 0.5, 1))];
        var path = Write("t", TableFormat.Parquet, triplets);
        Assert.Equal(triplets, TripletReader.Read(path).Select(row => row.Triplet));
    }

    [Fact]
    public void Csv_and_json_lines_look_as_documented()
    {
        Triplet[] triplets =
        [
            new Triplet(0, 0, 0, 4, 5, 6, "a,b", "c\"d", 0.5, 0.25, 0.125, 1, 1),
            new Triplet(1, 0, 0, 4, 5, 6, "猫", "c\nd", 0.5, 1e-7, null, 0, 2),
        ];
        Assert.Equal(
            "step,epoch,cycle,anchor,positive,negative,anchor_class,negative_class,d_ap,d_an,target_hardness,hardness,rank\n"
            + "0,0,0,4,5,6,\"a,b\",\"c\"\"d\",0.5,0.25,0.125,1,1\n1,0,0,4,5,6,猫,\"c\nd\",0.5,1E-07,,0,2\n",
            File.ReadAllText(Write("t", TableFormat.Csv, triplets)));
        Assert.Equal(
            """{"step":0,"epoch":0,"cycle":0,"anchor":4,"positive":5,"negative":"""
            + """6,"anchor_class":"a,b","negative_class":"c\"d","d_ap":0.5,"d_an":0.25,"target_hardness":0.125,"hardness":"""
            + """1,"rank":1}""" + "\n"
            + """{"step":1,"epoch":0,"cycle":0,"anchor":4,"positive":5,"negative":"""
            + """6,"anchor_class":"猫","negative_class":"c\nd","d_ap":0.5,"d_an":1E-07,"target_hardness":null,"hardness":"""
            + """0,"rank":2}""" + "\n",
            File.ReadAllText(Write("t", TableFormat.Jsonl, triplets)));
    }

    [Fact]
    public void Columns_may_stand_in_another_order_beside_others()
    {
        var path = _folder.Write(
            "t.csv",
            "rank,extra,negative_file,hardness,target_hardness,d_an,d_ap,negative_class,anchor_class,negative,positive,anchor,"
            + "cycle,epoch,step,anchor_file,positive_file\n9,,n.png,0.5,,2,1,b,\"a,c\",3,2,1,5,4,7,a.png,p.png\n");
        Assert.Equal(
            [new TripletRow(new Triplet(7, 4, 5, 1, 2, 3, "a,c", "b", 1, 2, null, 0.5, 9), "a.png", "p.png", "n.png")],
            TripletReader.Read(path));
    }

    [Fact]
    public void Files_of_another_extension_are_refused() =>
        Assert.Equal(
            "t.txt: triplets are in .parquet, .csv or .jsonl files, not in '.txt'.",
            _folder.FaultOf(() => TripletReader.Read(_folder["t.txt"])));

    [Fact]
    public void Files_that_lack_columns_are_refused()
    {
        const string Lacking =
            "epoch, cycle, anchor, positive, negative, d_ap, d_an, target_hardness, hardness, "
            + "rank.";
        Assert.Equal($"t.csv: no triplets, since it lacks the columns {Lacking}", FaultOf("t.csv", "step,other\n1,2\n"));
        Assert.Equal($"t.jsonl: no triplets, since it lacks the columns {Lacking}", FaultOf("t.jsonl", "{\"step\": 1}\n"));
        _folder.Write("t.parquet", Fixture.BytesOf("no-list.parquet"));
        Assert.StartsWith(
            "t.parquet: no triplets, since it lacks the columns step, epoch,",
            _folder.FaultOf(() => _ = TripletReader.Read(_folder["t.parquet"]).ToList()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t.csv", "")]
    [InlineData("t.csv", "{header}1,2,x,4,5,6,a,b,0.5,0.5,,0,1\n")]
    [InlineData("t.csv", "{header}1,2,3,4,5,6,a,b,0.5,much,,0,1\n")]
    [InlineData("t.csv", "{header}1,2,3\n")]
    [InlineData("t.csv", "{header}1,2,3,4,5,6,\"a,b,0.5,0.5,,0,1\n")]
    [InlineData("t.jsonl", "{\"step\": 1")]
    [InlineData("t.jsonl", "[1, 2]\n")]
    [InlineData("t.jsonl", "no json\n")]
    [InlineData("t.parquet", "")]
    [InlineData("t.parquet", "PAR1 and no more than that PAR1")]
    public void Broken_files_are_refused(string name, string text)
    {
        const string Header =
            "step,epoch,cycle,anchor,positive,negative,anchor_class,negative_class,d_ap,d_an,target_hardness,hardness,rank\n";
        text = text.Replace("{header}", Header, StringComparison.Ordinal);
        Assert.StartsWith($"{name}: not a readable file of triplets (", FaultOf(name, text), StringComparison.Ordinal);
    }

    private string Write(string name, TableFormat format, IEnumerable<Triplet> triplets, LabeledItems? items = null)
    {
        var path = _folder[name + TableFormats.ExtensionOf(format)];
        using var writer = new TripletWriter(path, format, items ?? SmallRun.Items(withFiles: false), new TripletOptions(), ItemColumns.Ids);
        foreach (var triplet in triplets)
            writer.Write(triplet);
        writer.Complete();
        return path;
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.jsonl")]
    public void A_number_beyond_float64_is_refused(string name)
    {
        var text = name == "t.csv"
            ? "step,epoch,cycle,anchor,positive,negative,anchor_class,negative_class,d_ap,d_an,target_hardness,hardness,rank\n"
                + "0,0,0,0,1,2,a,b,1e999,2,,0.5,1\n"
            : "{\"step\":0,\"epoch\":0,\"cycle\":0,\"anchor\":0,\"positive\":1,\"negative\":2,\"anchor_class\":\"a\","
                + "\"negative_class\":\"b\",\"d_ap\":1e999,\"d_an\":2,\"target_hardness\":null,\"hardness\":0.5,\"rank\":1}\n";
        Assert.StartsWith($"{name}: not a readable file of triplets (d_ap is ", FaultOf(name, text), StringComparison.Ordinal);
    }

    private string FaultOf(string name, string text)
    {
        var path = _folder.Write(name, text);
        return _folder.FaultOf(() => _ = TripletReader.Read(path).ToList());
    }
}
